// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link CorrectlyRoundedLog} against correctly rounded points and exact arithmetic. */
class CorrectlyRoundedLogTest {

  private static final int PRECISION = 256;

  private static void assertLog(double expected, double x) {
    double actual = CorrectlyRoundedLog.log(x);
    assertEquals(
        Double.toHexString(expected),
        Double.toHexString(actual),
        () -> "log(" + Double.toHexString(x) + ")");
  }

  @Test
  void goldenPointsHaveTheirBits() {
    DoubleBuffer points =
        ByteBuffer.wrap(LegacyGolden.resource("log_points.f64"))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer();
    int count = points.remaining() / 2;
    assertEquals(2006, count);
    for (int i = 0; i < count; i++) {
      assertLog(points.get(count + i), points.get(i));
      assertEquals(points.get(count + i), ExactLog.log(points.get(i)));
    }
  }

  @Test
  void argumentsWhoseLogarithmIsNearlyHalfwayAreRoundedRight() {
    List<String> lines =
        new String(LegacyGolden.resource("log_hard.txt"), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertEquals(600, lines.size());
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      assertLog(Double.parseDouble(words[1]), Double.parseDouble(words[0]));
    }
  }

  @Test
  void specialValuesAreExact() {
    assertLog(0.0, 1.0);
    assertLog(Double.NEGATIVE_INFINITY, 0.0);
    assertLog(Double.NEGATIVE_INFINITY, -0.0);
    assertLog(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertLog(Double.NaN, Double.NaN);
    assertLog(Double.NaN, -1.0);
    assertLog(Double.NaN, Double.NEGATIVE_INFINITY);
    assertLog(-0x1p-53, Math.nextDown(1.0)); // −2^−53 − 2^−107 …
    assertLog(Math.nextDown(0x1p-52), Math.nextUp(1.0)); // 2^−52 − 2^−105 + 2^−156/3 …
  }

  /**
   * log(1 + h) = h − h²/2 + h³/3 − … where h − h²/2 is exactly halfway between two doubles: h =
   * k·2^−52 with k = 2^a·q, q odd and 2^a < q < 2^(a+1). Only h³/3 decides, upwards; the distance
   * is down to 2^−53 ulp.
   */
  @Test
  void nearTiesAreDecidedByTheThirdTerm() {
    for (int a = 1; a <= 8; a++) {
      for (long q = (1L << a) + 1; q < 2L << a; q += 2) {
        long k = q << a;
        double h = k * 0x1p-52;
        // h²/2 = k²·2^−105 is a whole number of ulps of h, 2^(2a − 104), and a half.
        long ulps = (k * k) >> (2 * a + 1);
        assertEquals(1L << (2 * a), (k * k) & ((2L << (2 * a)) - 1));
        assertLog(h - ulps * Math.ulp(h), 1 + h);
      }
    }
    assertLog(-(0x1p-52 + 0x1p-104), 1 - 0x1p-52); // −(2^−52 + 2^−105 + 2^−156/3 + …), ulp 2^−104
  }

  @Test
  void quickEvaluationAgreesWithExactArithmetic() {
    long seed = Long.getLong("serval.seed", 20_250_916L);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong(1, 0x7ff0_0000_0000_0000L));
      double nearOne = 1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(52));
      double unit = Math.max(random.nextDouble(), Double.MIN_VALUE);
      for (double x : new double[] {any, nearOne, unit}) {
        double expected = ExactLog.log(x);
        assertEquals(
            expected,
            CorrectlyRoundedLog.log(x),
            () -> "log(" + Double.toHexString(x) + "); reproduce with -Dserval.seed=" + seed);
      }
    }
  }

  @Test
  void neighboursOfEveryTableBoundaryAreRoundedRight() {
    for (int k = 0; k < 256; k++) {
      for (int e : new int[] {-1074, -1022, -1, 0, 1, 1023}) {
        double x = Math.scalb(1 + k / 256.0, e);
        for (double near : new double[] {Math.nextDown(x), x, Math.nextUp(x)}) {
          if (near > 0 && near < Double.POSITIVE_INFINITY) {
            assertLog(ExactLog.log(near), near);
          }
        }
      }
    }
  }

  @Test
  void tableEntriesAreWhatExactArithmeticGives() {
    for (int k = 0; k < 256; k++) {
      boolean halved = k >= CorrectlyRoundedLog.FIRST_HALVED;
      double low = halved ? 0.5 + k / 512.0 : 1 + k / 256.0;
      double high = halved ? 0.5 + (k + 1) / 512.0 : 1 + (k + 1) / 256.0;
      double steps = halved ? 256 : 512;
      double c = Math.rint(steps / ((low + high) / 2)) / steps;
      if (k == 0 || k >= 254) {
        c = 1;
      }
      assertEquals(c, LogTable.inverse(k), "k = " + k);
      assertTrue(Math.abs(c * low - 1) <= 0x1p-8 && Math.abs(c * high - 1) <= 0x1p-8, "k = " + k);

      assertSplit(ExactLog.fixedPoint(c, PRECISION).negate(), LogTable.upper(k), LogTable.lower(k));
    }
    assertSplit(
        ExactLog.ln2(PRECISION), CorrectlyRoundedLog.LN2_UPPER, CorrectlyRoundedLog.LN2_LOWER);
  }

  /** Upper is the multiple of 2^−42 nearest to the value, lower the double nearest to the rest. */
  private static void assertSplit(BigInteger value, double upper, double lower) {
    BigInteger half = BigInteger.ONE.shiftLeft(PRECISION - 43);
    BigInteger grid = value.add(half).shiftRight(PRECISION - 42);
    assertEquals(Math.scalb(grid.doubleValue(), -42), upper);
    BigInteger rest = value.subtract(grid.shiftLeft(PRECISION - 42));
    assertEquals(Math.scalb(rest.doubleValue(), -PRECISION), lower);
  }

  @Test
  void logarithmIsMonotoneOnSpreadPoints() {
    double before = Double.NEGATIVE_INFINITY;
    for (long bits = 1; bits < 0x7ff0_0000_0000_0000L; bits += 0x7ff0_0000_0000_0000L / 1_000_000) {
      double log = CorrectlyRoundedLog.log(Double.longBitsToDouble(bits));
      assertTrue(log >= before, () -> "at " + log);
      before = log;
    }
  }
}
