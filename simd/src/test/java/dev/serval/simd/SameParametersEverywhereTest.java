// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serval.core.api.Backends;
import dev.serval.core.api.TrainingMethod;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.ParametersDigest;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One digest of all trained parameters for every backend, thread count, vector width and compiler.
 */
class SameParametersEverywhereTest {

  private static final int ITERATIONS = 50;

  @ParameterizedTest
  @CsvSource({"FLOAT32, DIRECT", "FLOAT64, DIRECT", "FLOAT32, GRAM", "FLOAT64, GRAM"})
  void threadsChangeNothing(ElementType type, TrainingMethod method) {
    String expected;
    String batches;
    try (Backend backend = Backends.named("reference", new BackendOptions(1))) {
      expected = ParametersDigest.of(backend, type, method, ITERATIONS);
      batches = ParametersDigest.ofBatches(backend, type, method, ITERATIONS);
    }
    for (int threads : new int[] {1, 2, 3, 4, 7, 8}) {
      for (int repeat = 0; repeat < 3; repeat++) {
        // At once, and as users have them: plain loops first.
        BackendOptions options = new BackendOptions(threads, repeat == 0);
        try (Backend backend = Backends.named("simd", options)) {
          String what = threads + " threads";
          assertEquals(expected, ParametersDigest.of(backend, type, method, ITERATIONS), what);
          assertEquals(
              batches, ParametersDigest.ofBatches(backend, type, method, ITERATIONS), what);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-Xint, 3",
    "-XX:TieredStopAtLevel=1, 3",
    "-XX:-TieredCompilation, 50",
    "-XX:UseAVX=2, 50"
  })
  @DisabledIfSystemProperty(
      named = "serval.vectorBits",
      matches = "\\d+",
      disabledReason = "chooses its own widths: once is enough")
  void widthsAndCompilersChangeNothing(String mode, int iterations) throws Exception {
    String expected;
    try (Backend backend = Backends.named("reference", new BackendOptions(1))) {
      expected = ParametersDigest.ofAll(backend, iterations);
    }
    assertEquals(expected, digests(mode, "reference", 64, iterations), mode + ", reference");
    for (int bytes : new int[] {16, 32, 64}) {
      assertEquals(
          expected, digests(mode, "simd", bytes, iterations), mode + ", " + bytes + " bytes");
    }
  }

  /** Returns the digests of both methods and types from a virtual machine of its own. */
  private static String digests(String mode, String backend, int bytes, int iterations)
      throws Exception {
    return Jvm.run(
            ParametersDigest.class,
            "--add-modules=jdk.incubator.vector",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:MaxVectorSize=" + bytes,
            mode,
            "-Dbackend=" + backend,
            "-Dthreads=2",
            "-Diterations=" + iterations)
        .lastLine();
  }
}
