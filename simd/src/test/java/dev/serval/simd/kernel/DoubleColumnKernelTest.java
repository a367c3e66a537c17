// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatColumnKernelTest.java by DoubleFromFloat: change that file, not this one.

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleColumnKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());
  private static final int ROWS = DoubleColumnKernel.ROWS;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256})
  void fourSegmentsSideBySideAreFourSingleOnes(int k) {
    SplittableRandom random = new SplittableRandom(SEED);
    int mr = 12;
    int stride = k * mr + 7;
    double[] a = numbers(4 * stride + ROWS, random);
    double[] x = numbers(3 + 4 * k, random);
    double[] sums = new double[4 * ROWS];
    DoubleColumnKernel.segments(k, a, 0, stride, mr, x, 3, sums);
    double[] single = new double[4 * ROWS];
    for (int s = 0; s < 4; s++) {
      DoubleColumnKernel.segment(k, a, s * stride, mr, x, 3 + s * k, single, s * ROWS);
    }
    assertArrayEquals(single, sums, () -> "-Dserval.seed=" + SEED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256})
  void sumsAreChainsOfFmaFromZero(int k) {
    SplittableRandom random = new SplittableRandom(SEED);
    int mr = 8;
    double[] a = numbers(k * mr + ROWS, random);
    double[] x = numbers(k, random);
    double[] sums = new double[ROWS + 5];
    Arrays.fill(sums, Double.NaN);
    DoubleColumnKernel.segment(k, a, 0, mr, x, 0, sums, 2);
    for (int i = 0; i < ROWS; i++) {
      double sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[p * mr + i], x[p], sum);
      }
      assertEquals(sum, sums[2 + i], "row " + i + ", -Dserval.seed=" + SEED);
    }
    for (int outside : new int[] {0, 1, ROWS + 2, ROWS + 3, ROWS + 4}) {
      assertEquals(Double.NaN, sums[outside]);
    }
  }

  private static double[] numbers(int n, SplittableRandom random) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }
}
