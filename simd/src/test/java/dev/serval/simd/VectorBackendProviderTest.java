// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.spi.Availability;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.BackendProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class VectorBackendProviderTest {

  @Test
  void theServiceLoaderFindsTheProvider() {
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.name().equals("simd"))
            .findAny()
            .orElseThrow();
    assertTrue(provider.priority() > 0, "above the reference");
    assertInstanceOf(Availability.Available.class, provider.availability());
    try (Backend backend = provider.create(new BackendOptions(2))) {
      assertEquals("simd", backend.name());
      assertEquals(2, backend.threads());
    }
  }

  @Test
  void aMissingModuleIsAReasonWithTheRemedy() {
    Availability availability = VectorBackendProvider.availability("no.such.Vector");
    assertEquals(
        new Availability.Unavailable(
            "module jdk.incubator.vector is not resolved; on the class path add --add-modules"
                + " jdk.incubator.vector"),
        availability);
  }

  @Test
  void withoutTheModuleTheProviderLoadsAndSaysWhy() throws Exception {
    Jvm.Result result = Jvm.run(ProviderProbe.class);
    assertEquals(
        "Unavailable[reason=module jdk.incubator.vector is not resolved; on the class path add"
            + " --add-modules jdk.incubator.vector]",
        result.lastLine(),
        result::all);
  }
}
