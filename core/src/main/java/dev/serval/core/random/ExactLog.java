// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

import java.math.BigInteger;

/**
 * The natural logarithm in fixed-point arithmetic of whole numbers, with as many bits as correct
 * rounding needs: slow, plain and without tables, for the rare arguments where {@link
 * CorrectlyRoundedLog}'s quick evaluation cannot decide, and as the yardstick of its tests.
 *
 * <p>The logarithm of a rational other than 1 is transcendental (Lindemann), so it is never halfway
 * between two doubles and doubling the precision ends. The first precision is enough for every
 * double if the hardest cases are those of V. Lefèvre and J.-M. Muller, Worst cases for correct
 * rounding of the elementary functions in double precision, ARITH-15 (2001), none of which is
 * closer than 2^−66 of an ulp to halfway: 53 bits before the leading one (at 2^−53 or above), 53 +
 * 66 from there on, and 24 for the error.
 */
final class ExactLog {

  /** Bits after the binary point in the first attempt. */
  static final int FIRST_PRECISION = 224;

  /**
   * Bound on the error in units of the last place of the fixed point. A division that truncates
   * loses less than 1 unit, a series of n terms less than 2·n of them plus its remainder below 1.
   * At 224 bits, log(m) has n ≤ 49 and is doubled: below 200. log(2) has n ≤ 24, 10 and 9, times
   * 18, 2 and 8: below 1,100; times |e| ≤ 1074 that is below 1.2 million < 2^21. Doubling the
   * precision doubles n at most, and the bound leaves room for that twice.
   */
  private static final BigInteger ERROR_UNITS = BigInteger.ONE.shiftLeft(24);

  /**
   * Beyond this, {@link BigInteger#doubleValue} would overflow; see above for why it is never met.
   */
  private static final int LAST_PRECISION = 896;

  private ExactLog() {}

  /**
   * Returns the double nearest to log(x).
   *
   * @param x positive and finite
   */
  static double log(double x) {
    if (x == 1.0) {
      return 0.0;
    }
    for (int precision = FIRST_PRECISION; precision <= LAST_PRECISION; precision *= 2) {
      BigInteger log = fixedPoint(x, precision);
      double below = Math.scalb(log.subtract(ERROR_UNITS).doubleValue(), -precision);
      double above = Math.scalb(log.add(ERROR_UNITS).doubleValue(), -precision);
      if (below == above) {
        return below;
      }
    }
    throw new AssertionError("log(" + Double.toHexString(x) + ") is too near to halfway");
  }

  /** Returns log(x)·2^precision within {@link #ERROR_UNITS}. */
  static BigInteger fixedPoint(double x, int precision) {
    int e = Math.getExponent(x);
    long significand = Double.doubleToRawLongBits(x) & ((1L << 52) - 1);
    if (e < Double.MIN_EXPONENT) { // subnormal
      int shift = Long.numberOfLeadingZeros(significand) - 11;
      significand <<= shift;
      e = Double.MIN_EXPONENT - shift;
    } else {
      significand |= 1L << 52;
    }
    // m = significand / unit lies in [0.75, 1.5], so that |(m − 1)/(m + 1)| ≤ 1/5.
    long unit = 1L << 52;
    if (significand > unit + (unit >> 1)) {
      unit <<= 1;
      e++;
    }
    BigInteger log =
        atanhOfRatio(
                BigInteger.valueOf(significand - unit),
                BigInteger.valueOf(significand + unit),
                precision)
            .shiftLeft(1);
    return e == 0 ? log : log.add(ln2(precision).multiply(BigInteger.valueOf(e)));
  }

  /** Returns log(2)·2^precision: log(2) = 18·atanh(1/26) − 2·atanh(1/4801) + 8·atanh(1/8749). */
  static BigInteger ln2(int precision) {
    BigInteger a = atanhOfRatio(BigInteger.ONE, BigInteger.valueOf(26), precision);
    BigInteger b = atanhOfRatio(BigInteger.ONE, BigInteger.valueOf(4801), precision);
    BigInteger c = atanhOfRatio(BigInteger.ONE, BigInteger.valueOf(8749), precision);
    return a.multiply(BigInteger.valueOf(18)).subtract(b.shiftLeft(1)).add(c.shiftLeft(3));
  }

  /**
   * Returns atanh(s)·2^precision for s = numerator/denominator, as s + s³/3 + s⁵/5 + …, |s| ≤ 1/5.
   */
  private static BigInteger atanhOfRatio(
      BigInteger numerator, BigInteger denominator, int precision) {
    BigInteger power = numerator.shiftLeft(precision).divide(denominator);
    BigInteger square = power.multiply(power).shiftRight(precision);
    BigInteger sum = power;
    for (long n = 3; power.signum() != 0; n += 2) {
      // Toward zero, or a negative power would stay at −1 for ever.
      power = power.multiply(square).divide(BigInteger.ONE.shiftLeft(precision));
      sum = sum.add(power.divide(BigInteger.valueOf(n)));
    }
    return sum;
  }
}
