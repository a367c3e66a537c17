// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatColumnKernelTest {

  private static final long SEED = Long.getLong("serval.seed", System.nanoTime());
  private static final int L = FloatKernel.LANES;
  private static final int FENCE = 5;

  @ParameterizedTest
  @CsvSource({
    "1, 0, false",
    "2, 1, false",
    "4, 2, false",
    "1, 255, true",
    "2, 256, true",
    "4, 256, true"
  })
  void rowsAreChainsOfFmaFromZeroAndAddedOnce(int panels, int k, boolean add) {
    SplittableRandom random = new SplittableRandom(SEED);
    int width = panels * L;
    float[] a = numbers(3 + k * width, random);
    float[] x = numbers(2 + k, random);
    float[] sums = fenced(width, random);
    float[] expected = sums.clone();
    for (int i = 0; i < width; i++) {
      float sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[3 + p * width + i], x[2 + p], sum);
      }
      expected[i] = add ? sums[i] + sum : sum;
    }
    FloatColumnKernel.rows(panels, k, a, 3, x, 2, sums, add);
    assertArrayEquals(expected, sums, () -> "-Dserval.seed=" + SEED);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "255, false", "256, true"})
  void rowsOfTwoStreamsAreTheSameChains(int k, boolean add) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] a = numbers(3 + k * 4 * L, random);
    float[] x = numbers(2 + k, random);
    float[] sums = fenced(4 * L, random);
    float[] expected = sums.clone();
    for (int i = 0; i < 4 * L; i++) {
      int from = 3 + i / (2 * L) * 2 * L * k + i % (2 * L);
      float sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[from + p * 2 * L], x[2 + p], sum);
      }
      expected[i] = add ? sums[i] + sum : sum;
    }
    FloatColumnKernel.rowsOfTwoStreams(k, a, 3, x, 2, sums, add);
    assertArrayEquals(expected, sums, () -> "-Dserval.seed=" + SEED);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "4, 2", "1, 255", "2, 256", "4, 256"})
  void segmentsAreChainsOfFmaFromZero(int panels, int k) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] a = numbers(3 + k * panels * L, random);
    float[] x = numbers(2 + k * L, random);
    float[] sums = fenced(panels * L, random);
    float[] expected = sums.clone();
    for (int i = 0; i < panels; i++) {
      for (int s = 0; s < L; s++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[3 + (p * panels + i) * L + s], x[2 + p * L + s], sum);
        }
        expected[i * L + s] = sum;
      }
    }
    FloatColumnKernel.segments(panels, k, a, 3, x, 2, sums, 0, false);
    assertArrayEquals(expected, sums, () -> "-Dserval.seed=" + SEED);
    float[] pieces = fenced(1 + panels * L, random);
    float before = pieces[0];
    int first = k / 3;
    FloatColumnKernel.segments(panels, first, a, 3, x, 2, pieces, 1, false);
    int next = 3 + first * panels * L;
    FloatColumnKernel.segments(panels, k - first, a, next, x, 2 + first * L, pieces, 1, true);
    assertArrayEquals(
        expected, Arrays.copyOfRange(pieces, 1, pieces.length), () -> "-Dserval.seed=" + SEED);
    assertEquals(before, pieces[0]);
  }

  /** Returns some numbers and, behind them, what nobody may touch. */
  private static float[] fenced(int n, SplittableRandom random) {
    float[] numbers = Arrays.copyOf(numbers(n, random), n + FENCE);
    Arrays.fill(numbers, n, n + FENCE, Float.NaN);
    return numbers;
  }

  private static float[] numbers(int n, SplittableRandom random) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
