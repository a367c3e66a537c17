// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloatDotKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());

  @Test
  void sumsAreChainsOfFmaFromZeroAndNoColumnBeyondTheLastIsRead() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int cols = 1; cols <= FloatDotKernel.COLS; cols++) {
      for (int k : new int[] {0, 1, 255, 256}) {
        float[] a = numbers(3 + k, random);
        int stride = k + 2;
        float[] b = numbers(1 + (cols - 1) * stride + k, random);
        float[] sums = new float[FloatDotKernel.COLS];
        FloatDotKernel.run(k, a, 3, b, 1, stride, cols, sums);
        for (int j = 0; j < cols; j++) {
          float sum = 0;
          for (int p = 0; p < k; p++) {
            sum = Math.fma(a[3 + p], b[1 + j * stride + p], sum);
          }
          assertEquals(sum, sums[j], "column " + j + ", -Dserval.seed=" + SEED);
        }
      }
    }
  }

  private static float[] numbers(int n, SplittableRandom random) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
