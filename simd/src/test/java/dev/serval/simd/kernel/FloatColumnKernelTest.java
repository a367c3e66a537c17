// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatColumnKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());
  private static final int ROWS = FloatColumnKernel.ROWS;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256})
  void fourSegmentsSideBySideAreFourSingleOnes(int k) {
    SplittableRandom random = new SplittableRandom(SEED);
    int mr = 12;
    int stride = k * mr + 7;
    float[] a = numbers(4 * stride + ROWS, random);
    float[] x = numbers(3 + 4 * k, random);
    float[] sums = new float[4 * ROWS];
    FloatColumnKernel.segments(k, a, 0, stride, mr, x, 3, sums);
    float[] single = new float[4 * ROWS];
    for (int s = 0; s < 4; s++) {
      FloatColumnKernel.segment(k, a, s * stride, mr, x, 3 + s * k, single, s * ROWS);
    }
    assertArrayEquals(single, sums, () -> "-Dserval.seed=" + SEED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256})
  void sumsAreChainsOfFmaFromZero(int k) {
    SplittableRandom random = new SplittableRandom(SEED);
    int mr = 8;
    float[] a = numbers(k * mr + ROWS, random);
    float[] x = numbers(k, random);
    float[] sums = new float[ROWS + 5];
    Arrays.fill(sums, Float.NaN);
    FloatColumnKernel.segment(k, a, 0, mr, x, 0, sums, 2);
    for (int i = 0; i < ROWS; i++) {
      float sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[p * mr + i], x[p], sum);
      }
      assertEquals(sum, sums[2 + i], "row " + i + ", -Dserval.seed=" + SEED);
    }
    for (int outside : new int[] {0, 1, ROWS + 2, ROWS + 3, ROWS + 4}) {
      assertEquals(Float.NaN, sums[outside]);
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
