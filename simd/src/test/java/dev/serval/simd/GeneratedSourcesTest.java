// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.DoubleFromFloat;
import dev.serval.testing.TileSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedSourcesTest {

  /** Tests run in the directory of their module. */
  private static final Path ROOT = Path.of("..");

  @Test
  void regeneratingChangesNothing() {
    assertTrue(
        Files.exists(ROOT.resolve("core/src/main")),
        "not the repository root: " + ROOT.toAbsolutePath());
    assertEquals(
        List.of(),
        TileSources.stale(ROOT),
        "stale: run dev.serval.testing.TileSources from the repository root, then DoubleFromFloat"
            + " and mvn validate -Dserval.format=apply");
    assertEquals(
        List.of(),
        DoubleFromFloat.stale(ROOT),
        "stale: run dev.serval.testing.DoubleFromFloat from the repository root, then mvn"
            + " validate -Dserval.format=apply");
  }
}
