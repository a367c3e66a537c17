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
        .map(DoubleKernels::forRegisters)
        .flatMap(kernels -> kernels.all().stream().flatMap(k -> Stream.of(k, kernels.narrow(k))))
        .distinct()
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
    double[] a = fenced((mr - 1) * DoubleKernel.STRIP + k, random);
    // Packed panels are NR wide; a B in place has any stride, and what lies between is not read.
    int bStride = random.nextBoolean() ? nr : nr + 5;
    double[] b = fenced(k * bStride, random);
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
          sum = Math.fma(a[FENCE + i * DoubleKernel.STRIP + p], b[FENCE + p * bStride + j], sum);
        }
        int index = FENCE + i * rowStride + j;
        expected[index] = add ? c[index] + sum : sum;
      }
    }
    kernel.run(k, a, FENCE, b, FENCE, bStride, c, FENCE, rowStride, add);
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
  void anArrayThatIsTooShortIsRefusedByTheJvm(DoubleKernel kernel) {
    double[] a = new double[(kernel.rows() - 1) * DoubleKernel.STRIP + 4];
    double[] b = new double[4 * kernel.cols()];
    double[] c = new double[kernel.rows() * kernel.cols()];
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> kernel.run(5, a, 0, b, 0, kernel.cols(), c, 0, kernel.cols(), false));
  }

  @Test
  void tilesOfOneMachineHaveOneWidthAndFitItsRegisters() {
    for (int registers : new int[] {16, 32}) {
      DoubleKernels kernels = DoubleKernels.forRegisters(registers);
      for (DoubleKernel kernel : kernels.all()) {
        assertEquals(kernels.tallest().cols(), kernel.cols());
        int sums = kernel.rows() * kernel.cols() / DoubleKernel.LANES;
        assertTrue(sums + 2 + 1 < registers, kernel + " needs more than " + registers);
      }
    }
  }

  @Test
  void rowsAreCutIntoTilesThatFitExactly() {
    for (int registers : new int[] {16, 32}) {
      DoubleKernels kernels = DoubleKernels.forRegisters(registers);
      for (int rows = 1; rows <= 100; rows++) {
        int left = rows;
        while (left > 0) {
          int taken = kernels.next(left).rows();
          assertTrue(taken >= 1 && taken <= left, taken + " of " + left);
          left -= taken;
        }
      }
    }
    DoubleKernels kernels = DoubleKernels.forRegisters(32);
    assertEquals(7, kernels.next(7).rows());
    assertEquals(6, kernels.next(12).rows());
    assertEquals(8, kernels.next(20).rows());
  }
}
