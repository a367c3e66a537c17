// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.testing.Bits;
import dev.serval.testing.Elementary;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link LogisticLoss} against {@link DoubleMath#logisticLoss} and {@link PinnedSum}. */
class LogisticLossTest {

  private static final long SEED = Long.getLong("serval.seed", 41L);
  private static final String REPEAT = "; reproduce with -Dserval.seed=" + SEED;

  private final double[] scratch = new double[LogisticLoss.SCRATCH];

  /** The stripes as the definition fills them. */
  private static double[] stripes(double[] z, int zOffset, double[] y, int yOffset, int n) {
    double[] stripes = new double[PinnedSum.STRIPES];
    for (int j = 0; j < n; j++) {
      stripes[j % 16] += DoubleMath.logisticLoss(z[zOffset + j], y[yOffset + j]);
    }
    return stripes;
  }

  private void assertStripes(double[] expected, String what) {
    for (int i = 0; i < 16; i++) {
      assertTrue(
          Bits.same(expected[i], scratch[i]),
          "stripe %d: expected %s but got %s, %s".formatted(i, expected[i], scratch[i], what)
              + REPEAT);
    }
  }

  private static double[] doubles(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  @Test
  void everyLengthAndOffsetHasTheScalarBits() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int n = 0; n <= 340; n++) {
      int zOffset = n % 18;
      int yOffset = n % 7;
      double[] z = new double[zOffset + n + 20];
      float[] narrow = new float[z.length];
      double[] y = new double[yOffset + n + 20];
      float[] narrowY = new float[y.length];
      Arrays.fill(z, Double.NaN);
      Arrays.fill(y, Double.NaN);
      Arrays.fill(narrow, Float.NaN);
      Arrays.fill(narrowY, Float.NaN);
      for (int j = 0; j < n; j++) {
        z[zOffset + j] = random.nextGaussian() * 8;
        narrow[zOffset + j] = (float) z[zOffset + j];
        y[yOffset + j] = random.nextInt(2);
        narrowY[yOffset + j] = (float) y[yOffset + j];
      }
      Arrays.fill(scratch, Double.NaN);
      PinnedSum.reset(scratch);
      LogisticLoss.accumulate(z, zOffset, y, yOffset, n, scratch);
      assertStripes(stripes(z, zOffset, y, yOffset, n), "double, n = " + n);
      Arrays.fill(scratch, Double.NaN);
      PinnedSum.reset(scratch);
      LogisticLoss.accumulate(narrow, zOffset, narrowY, yOffset, n, scratch);
      assertStripes(stripes(doubles(narrow), zOffset, y, yOffset, n), "float, n = " + n);
    }
  }

  @Test
  void everySingleElementHasTheScalarBits() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    double[] special = Elementary.specialDoubles();
    double[] golden = Elementary.softplus().x();
    double[] z = new double[16];
    double[] y = new double[16];
    for (int round = 0; round < 65_000; round++) {
      for (int j = 0; j < 16; j++) {
        z[j] =
            switch (random.nextInt(4)) {
              case 0 -> special[random.nextInt(special.length)];
              case 1 -> golden[random.nextInt(golden.length)];
              default -> Elementary.anyDouble(random);
            };
        y[j] = random.nextInt(8) == 0 ? Elementary.anyDouble(random) : random.nextInt(2);
      }
      PinnedSum.reset(scratch);
      LogisticLoss.accumulate(z, 0, y, 0, 16, scratch);
      assertStripes(stripes(z, 0, y, 0, 16), Arrays.toString(z));
    }
  }

  @Test
  void rowsContinueInTheSameStripes() {
    double[] z = new SplittableRandom(SEED + 2).doubles(3 * 37, -9, 9).toArray();
    double[] y = new double[z.length];
    double[] expected = new double[16];
    PinnedSum.reset(scratch);
    for (int row = 0; row < 3; row++) {
      LogisticLoss.accumulate(z, row * 37, y, row * 37, 37, scratch);
      for (int j = 0; j < 37; j++) {
        expected[j % 16] += DoubleMath.logisticLoss(z[row * 37 + j], y[row * 37 + j]);
      }
    }
    assertStripes(expected, "three rows");
  }

  @Test
  void aRunBeyondItsArrayIsRefused() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> LogisticLoss.accumulate(new double[63], 0, new double[64], 0, 64, scratch));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> LogisticLoss.accumulate(new float[64], 0, new float[63], 0, 64, scratch));
  }

  @Test
  void nothingIsAllocatedOnceCompiled() {
    double[] z = new double[333];
    float[] narrow = new float[333];
    PinnedSum.reset(scratch);
    Allocation.assertNone(() -> LogisticLoss.accumulate(z, 1, z, 2, 331, scratch));
    Allocation.assertNone(() -> LogisticLoss.accumulate(narrow, 1, narrow, 2, 331, scratch));
  }
}
