// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.Bits;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link PinnedSum}: which element goes where, and in which order. */
class PinnedSumTest {

  /** The definition, written out as an expression. */
  private static double tree(double[] s) {
    return (((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14])))
        + (((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15])));
  }

  private static float tree(float[] s) {
    return (((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14])))
        + (((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15])));
  }

  @Test
  void sixteenElementsAreFoldedByTheTree() {
    long seed = Long.getLong("serval.seed", 16);
    SplittableRandom random = new SplittableRandom(seed);
    int telling = 0;
    for (int round = 0; round < 1000; round++) {
      double[] x = random.doubles(16, -1, 1).toArray();
      float[] f = new float[16];
      for (int i = 0; i < 16; i++) {
        f[i] = (float) x[i];
      }
      String repeat = "reproduce with -Dserval.seed=" + seed;
      double sum = PinnedSum.sum(x, 0, 1, 16, new double[16]);
      assertTrue(Bits.same(tree(x), sum), repeat);
      assertTrue(Bits.same(tree(f), PinnedSum.sum(f, 0, 1, 16, new float[16])), repeat);
      telling += sum == Arrays.stream(x).reduce(0, Double::sum) ? 0 : 1;
    }
    assertTrue(telling > 100, "the order must matter for these numbers");
  }

  @Test
  void laterElementsJoinTheirStripeInAscendingOrder() {
    // In stripe 3: (1e16 + 1) + −1e16 is 0, in any other order it is 1.
    double[] x = new double[48];
    x[3] = 1e16;
    x[19] = 1;
    x[35] = -1e16;
    assertEquals(0.0, PinnedSum.sum(x, 0, 1, 48, new double[16]));
    float[] f = new float[48];
    f[3] = 1e8f;
    f[19] = 1;
    f[35] = -1e8f;
    assertEquals(0f, PinnedSum.sum(f, 0, 1, 48, new float[16]));
  }

  @Test
  void offsetAndStrideSelectTheElements() {
    double[] x = new double[100];
    float[] f = new float[100];
    Arrays.fill(x, Double.NaN);
    Arrays.fill(f, Float.NaN);
    for (int j = 0; j < 20; j++) {
      x[5 + 4 * j] = j;
      f[5 + 4 * j] = j;
    }
    assertEquals(190.0, PinnedSum.sum(x, 5, 4, 20, new double[16]));
    assertEquals(190f, PinnedSum.sum(f, 5, 4, 20, new float[16]));
  }

  @Test
  void anEmptySumAndASumOfNegativeZerosArePositiveZero() {
    double[] stripes = new double[16];
    float[] floatStripes = new float[16];
    Arrays.fill(stripes, Double.NaN);
    Arrays.fill(floatStripes, Float.NaN);
    assertTrue(Bits.same(0.0, PinnedSum.sum(new double[0], 0, 1, 0, stripes)));
    assertTrue(Bits.same(0f, PinnedSum.sum(new float[0], 0, 1, 0, floatStripes)));
    double[] zeros = new double[32];
    Arrays.fill(zeros, -0.0);
    assertTrue(Bits.same(0.0, PinnedSum.sum(zeros, 0, 1, 32, stripes)));
  }

  @Test
  void rowsContinueInTheSameStripes() {
    double[] x = new SplittableRandom(7).doubles(64, -1, 1).toArray();
    double[] stripes = new double[16];
    PinnedSum.reset(stripes);
    PinnedSum.accumulate(x, 0, 1, 32, stripes);
    PinnedSum.accumulate(x, 32, 1, 32, stripes);
    assertTrue(Bits.same(PinnedSum.sum(x, 0, 1, 64, new double[16]), PinnedSum.combine(stripes)));
  }
}
