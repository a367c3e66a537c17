// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.serval.core.internal.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One digest of products whatever the width of a vector and whoever compiled the kernels. */
class SameBitsEverywhereTest {

  @DisabledIfSystemProperty(
      named = "serval.vectorBits",
      matches = ".+",
      disabledReason = "starts JVMs of every width itself; once is enough")
  @ParameterizedTest
  @ValueSource(
      strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-XX:UseAVX=2"})
  void everyWidthGivesTheReferencesDigest(String mode) throws Exception {
    String expected = ProductDigest.of(new ReferenceBackend(), 1);
    for (int bytes : new int[] {16, 32, 64}) {
      List<String> flags =
          new ArrayList<>(
              List.of("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes));
      // Not every processor knows the flag, which then is none of its business.
      flags.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", mode));
      Jvm.Result result = Jvm.run(ProductDigest.class, flags.toArray(String[]::new));
      assertEquals(
          expected, result.lastLine(), () -> mode + ", " + bytes + " bytes\n" + result.all());
    }
  }

  @Test
  void theDigestSeesASingleBit() {
    String digest = ProductDigest.of(new ReferenceBackend(), 1);
    assertNotEquals(digest, ProductDigest.of(new ReferenceBackend(), 1 + Math.ulp(1f)));
  }

  /** A run that asked for a width must have used it. */
  @Test
  void vectorsAreAsWideAsThisRunAskedFor() {
    int asked = Integer.getInteger("serval.vectorBits", 0);
    if (asked > 0) {
      assertEquals(asked, Machine.detect().vectorBits());
    }
  }
}
