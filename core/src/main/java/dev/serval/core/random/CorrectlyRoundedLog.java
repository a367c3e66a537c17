// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

/**
 * The natural logarithm, correctly rounded: of all doubles the one nearest to log(x). Ziv's
 * strategy: a quick evaluation as a sum hi + lo with a proven error bound decides nearly always;
 * where the bound leaves two doubles possible, about once in ten thousand calls, {@link ExactLog}
 * decides.
 *
 * <p><b>Quick evaluation.</b> x = 2^e·m with m in [1 − 2^−8.., √2..), table entry k from the
 * leading 8 bits of m's fraction: c ≈ 1/m with so few bits that r = c·m − 1 is exact, |r| ≤ 2^−8,
 * and −log(c) as two doubles (see {@link LogTable}). Then
 *
 * <pre>
 *   log(x) = e·log(2) − log(c) + r − r²/2 + r³·p(r),   p(r) = 1/3 − r/4 + r²/5 − … + r⁶/9
 * </pre>
 *
 * where e·log(2) − log(c) has an exact upper part, r is exact, r²/2 is exact as two doubles, and
 * the upper parts are added with their rounding errors kept.
 *
 * <p><b>Error bound.</b> With u = 2^−53 and |r| ≤ 2^−8, relative to |r|:
 *
 * <ul>
 *   <li>Taylor remainder: |r|⁹/10·(1 + 2^−7) < 2^−75.
 *   <li>p: u/4 for the coefficient 1/3, u/4 for the last rounding, less than u/100 for what comes
 *       from below, all scaled by r; over p ≥ 0.332 that is 1.54·u. r³ by two roundings and the
 *       product: 3·u. The last sum of small terms: u·|r³·p|. Together 5.54·u·|r|³·0.335 ≤
 *       1.86·2^−16·u·|r| < 2^−68.1·|r|.
 *   <li>The other small terms (table remainders below 2^−43, e·log(2) below, the kept rounding
 *       errors) are below 2^−42 in sum where |log(x)| ≥ 2^−8, each rounded three times at most:
 *       below 2^−93, that is 2^−85 relative to |log(x)|; with c = 1 and e = 0 they are below
 *       2·u·|r|, and contribute below 2^−103.
 * </ul>
 *
 * <p>c = 1 wherever m is within 2^−8 of 1, so |log(x)| ≥ 0.99·|r| everywhere: the relative error of
 * hi + lo is below 2^−68. {@link #RELATIVE_ERROR} is twice that, which covers the roundings of the
 * test itself.
 */
final class CorrectlyRoundedLog {

  /** Bound on |hi + lo − log(x)| / |hi|; derived above. */
  static final double RELATIVE_ERROR = 0x1p-67;

  // log(2) = LN2_UPPER + LN2_LOWER to 2^−98. The upper part is a multiple of 2^−42, and so are the
  // table's:
  // e times it plus one of those is below 2^10, so it has at most 52 bits and is exact.
  static final double LN2_UPPER = 0x1.62e42fefa38p-1;
  static final double LN2_LOWER = 0x1.ef35793c7673p-45;

  /**
   * Fractions of m below this many 256ths stay in [1, 2); the others are halved, so m is about 1.
   */
  static final int FIRST_HALVED = 106;

  private static final long FRACTION_BITS = (1L << 52) - 1;
  private static final int BIAS = 1023;

  private CorrectlyRoundedLog() {}

  /**
   * Returns the double nearest to log(x): NaN for NaN and x < 0, −∞ for either zero, +∞ for +∞, +0
   * for 1.
   */
  static double log(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    int e = 0;
    double normal = x;
    if (x < Double.MIN_NORMAL) {
      normal = x * 0x1p54;
      e = -54;
    }
    long bits = Double.doubleToRawLongBits(normal);
    e += (int) (bits >>> 52) - BIAS;
    int k = (int) (bits >>> 44) & 0xff;
    long exponent = BIAS;
    if (k >= FIRST_HALVED) {
      e++;
      exponent--;
    }
    double m = Double.longBitsToDouble((bits & FRACTION_BITS) | (exponent << 52));

    double r = Math.fma(m, LogTable.inverse(k), -1.0);
    double rr = r * r;
    double rrError = Math.fma(r, r, -rr);
    double p = Math.fma(r, 1.0 / 9.0, -1.0 / 8.0);
    p = Math.fma(r, p, 1.0 / 7.0);
    p = Math.fma(r, p, -1.0 / 6.0);
    p = Math.fma(r, p, 1.0 / 5.0);
    p = Math.fma(r, p, -1.0 / 4.0);
    p = Math.fma(r, p, 1.0 / 3.0);

    double upper = e * LN2_UPPER + LogTable.upper(k); // exact
    double first = upper + r;
    double firstError = twoSumError(upper, r, first);
    double second = first - 0.5 * rr;
    double secondError = twoSumError(first, -0.5 * rr, second);
    double small = Math.fma(e, LN2_LOWER, LogTable.lower(k));
    small += firstError + secondError - 0.5 * rrError;
    small = small + (r * rr) * p;

    double hi = second + small;
    double lo = small - (hi - second);
    double bound = Math.abs(hi) * RELATIVE_ERROR;
    double below = hi + (lo - bound);
    double above = hi + (lo + bound);
    return below == above ? below : ExactLog.log(x);
  }

  /** Returns a + b − sum exactly, where sum is a + b rounded (Knuth's TwoSum). */
  private static double twoSumError(double a, double b, double sum) {
    double bRounded = sum - a;
    return (a - (sum - bRounded)) + (b - bRounded);
  }
}
