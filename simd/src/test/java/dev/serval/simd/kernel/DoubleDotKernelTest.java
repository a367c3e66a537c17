// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatDotKernelTest.java by DoubleFromFloat: change that file, not this one.

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DoubleDotKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());

  @Test
  void sumsAreChainsOfFmaFromZeroAndNoColumnBeyondTheLastIsRead() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int cols = 1; cols <= DoubleDotKernel.COLS; cols++) {
      for (int k : new int[] {0, 1, 255, 256}) {
        double[] a = numbers(3 + k, random);
        int stride = k + 2;
        double[] b = numbers(1 + (cols - 1) * stride + k, random);
        double[] sums = new double[DoubleDotKernel.COLS];
        DoubleDotKernel.run(k, a, 3, b, 1, stride, cols, sums);
        for (int j = 0; j < cols; j++) {
          double sum = 0;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[3 + p], b[1 + j * stride + p], sum);
          }
          assertEquals(sum, sums[j], "column " + j + ", -Dserval.seed=" + SEED);
        }
      }
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
