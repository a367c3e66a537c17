// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatKernelTest.java by DoubleFromFloat: change that file, not this one.

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each tile alone, on panels made by hand. */
class DoubleKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());

  /** Elements round the tile and the panels that the kernel must not touch. */
  private static final int FENCE = 19;

  static List<DoubleKernel> kernels() {
    return Stream.of(16, 32)
        .flatMap(registers -> DoubleKernels.forRegisters(registers).all().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void elementsAreChainsOfFmaFromZero(DoubleKernel kernel) {
    for (int k : new int[] {0, 1, 2, 3, 7, 255, 256}) {
      check(kernel, k, false);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void laterBlocksAreAddedOnceAtTheEnd(DoubleKernel kernel) {
    for (int k : new int[] {0, 1, 2, 3, 7, 255, 256}) {
      check(kernel, k, true);
    }
  }

  private static void check(DoubleKernel kernel, int k, boolean add) {
    int mr = kernel.rows();
    int nr = kernel.cols();
    SplittableRandom random = new SplittableRandom(SEED + k);
    double[] a = fenced(k * mr, random);
    double[] b = fenced(k * nr, random);
    int rowStride = nr + 3;
    double[] c = new double[2 * FENCE + mr * rowStride];
    Arrays.fill(c, Double.NaN);
    if (add) {
      for (int i = 0; i < mr; i++) {
        for (int j = 0; j < nr; j++) {
          c[FENCE + i * rowStride + j] = random.nextGaussian();
        }
      }
    }
    double[] expected = c.clone();
    for (int i = 0; i < mr; i++) {
      for (int j = 0; j < nr; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[FENCE + p * mr + i], b[FENCE + p * nr + j], sum);
        }
        int index = FENCE + i * rowStride + j;
        expected[index] = add ? c[index] + sum : sum;
      }
    }
    kernel.run(k, a, FENCE, b, FENCE, c, FENCE, rowStride, add);
    // Compares bits; the fence, and all of C before, is NaN.
    assertArrayEquals(expected, c, () -> kernel + ", k " + k + ", -Dserval.seed=" + SEED);
  }

  private static double[] fenced(int length, SplittableRandom random) {
    double[] panel = new double[length + 2 * FENCE];
    Arrays.fill(panel, Double.NaN);
    for (int i = 0; i < length; i++) {
      panel[FENCE + i] = random.nextGaussian();
    }
    return panel;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aPanelThatIsTooShortIsRefusedByTheJvm(DoubleKernel kernel) {
    double[] a = new double[4 * kernel.rows()];
    double[] b = new double[4 * kernel.cols()];
    double[] c = new double[kernel.rows() * kernel.cols()];
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> kernel.run(5, a, 0, b, 0, c, 0, kernel.cols(), false));
  }

  @Test
  void tilesOfOneMachineHaveOneWidthAndTheShortestThatFitsIsTaken() {
    for (int registers : new int[] {16, 32}) {
      DoubleKernels kernels = DoubleKernels.forRegisters(registers);
      for (DoubleKernel kernel : kernels.all()) {
        assertEquals(kernels.tallest().cols(), kernel.cols());
        assertTrue(
            kernel.rows() * kernel.cols() / DoubleKernel.LANES < registers,
            kernel + " needs more than " + registers + " registers");
      }
      for (int rows = 1; rows <= kernels.tallest().rows(); rows++) {
        int needed = rows;
        DoubleKernel holding = kernels.holding(rows);
        assertTrue(holding.rows() >= rows);
        assertTrue(
            kernels.all().stream()
                .noneMatch(other -> other.rows() >= needed && other.rows() < holding.rows()));
      }
      assertThrows(
          IllegalArgumentException.class, () -> kernels.holding(kernels.tallest().rows() + 1));
    }
  }
}
