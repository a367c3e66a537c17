// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

/**
 * exp, log, log1p, sigmoid, softplus and the logistic loss of doubles, each a fixed sequence of
 * operations. Errors are stated in units in the last place, as the distance from the correctly
 * rounded result; subnormal arguments and results are exact to the same measure, nothing is flushed
 * to zero.
 */
public final class DoubleMath {

  /**
   * {@link #exp} is at most this many ulp from the correctly rounded result, for every argument.
   */
  public static final int EXP_MAX_ULP = 1;

  /**
   * {@link #log} is at most this many ulp from the correctly rounded result, for every argument.
   */
  public static final int LOG_MAX_ULP = 1;

  /** {@link #log1p} is at most this many ulp from the correctly rounded result. */
  public static final int LOG1P_MAX_ULP = 1;

  /** {@link #sigmoid} is at most this many ulp from the correctly rounded result. */
  public static final int SIGMOID_MAX_ULP = 2;

  /** {@link #softplus} is at most this many ulp from the correctly rounded result. */
  public static final int SOFTPLUS_MAX_ULP = 2;

  /**
   * From here up exp overflows (it does above 709.78…), so larger arguments may be replaced by it.
   */
  public static final double EXP_HIGHEST = 710;

  /**
   * From here down exp rounds to zero (it does below −745.13…), so smaller arguments are replaced.
   */
  public static final double EXP_LOWEST = -746;

  /** 1/ln 2. */
  public static final double LOG2_E = 0x1.71547652b82fep0;

  /**
   * 3·2⁵¹. Added to a number of magnitude below 2⁵¹ it leaves rint of it in the low bits of the
   * sum's significand; the factor 3 keeps negative numbers from borrowing from the exponent.
   */
  public static final double RINT_MAGIC = 0x1.8p52;

  /** As {@link #RINT_MAGIC}, but the integer comes out with the exponent's bias, 1023, added. */
  public static final double RINT_MAGIC_BIASED = RINT_MAGIC + 1023;

  /** The position of the exponent. */
  public static final int EXPONENT_SHIFT = 52;

  /**
   * The upper 42 bits of ln 2: n·LN2_HI is exact for every exponent n, which has at most 11 bits.
   */
  public static final double LN2_HI = 0x1.62e42fefa38p-1;

  /** ln 2 − {@link #LN2_HI}, rounded. */
  public static final double LN2_LO = 0x1.ef35793c7673p-45;

  // exp(r) = 1 + r + r²·(EXP_2 + EXP_3·r + …) on |r| ≤ ln 2 / 2: minimax in the relative error of
  // the
  // result with EXP_2 = 1/2 held, coefficients rounded one after the other, each time fitting the
  // rest
  // again. Error 8e-20 relative, below 0.001 ulp; the Taylor series would need three more terms.

  /** Coefficient of r² in exp. */
  public static final double EXP_2 = 0.5;

  /** Coefficient of r³ in exp. */
  public static final double EXP_3 = 0x1.555555555555ap-3;

  /** Coefficient of r⁴ in exp. */
  public static final double EXP_4 = 0x1.555555555553p-5;

  /** Coefficient of r⁵ in exp. */
  public static final double EXP_5 = 0x1.111111110f16bp-7;

  /** Coefficient of r⁶ in exp. */
  public static final double EXP_6 = 0x1.6c16c16c275dap-10;

  /** Coefficient of r⁷ in exp. */
  public static final double EXP_7 = 0x1.a01a01b1e2303p-13;

  /** Coefficient of r⁸ in exp. */
  public static final double EXP_8 = 0x1.a01a015036d9cp-16;

  /** Coefficient of r⁹ in exp. */
  public static final double EXP_9 = 0x1.71ddf38f9410ap-19;

  /** Coefficient of r¹⁰ in exp. */
  public static final double EXP_10 = 0x1.27e59283bc162p-22;

  /** Coefficient of r¹¹ in exp. */
  public static final double EXP_11 = 0x1.af66abd5dea16p-26;

  /** Coefficient of r¹² in exp. */
  public static final double EXP_12 = 0x1.1e5d5c8ff274fp-29;

  // log((1 + s)/(1 − s)) = 2s + s·z·(LOG_1 + LOG_2·z + …) with z = s², on 0 ≤ z ≤ 0.04, fitted in
  // the
  // same way. Error 1.7e-19 relative.

  /** Coefficient of z in log. */
  public static final double LOG_1 = 0x1.555555555554fp-1;

  /** Coefficient of z² in log. */
  public static final double LOG_2 = 0x1.999999999c155p-2;

  /** Coefficient of z³ in log. */
  public static final double LOG_3 = 0x1.24924921e7cdbp-2;

  /** Coefficient of z⁴ in log. */
  public static final double LOG_4 = 0x1.c71c748bdad0cp-3;

  /** Coefficient of z⁵ in log. */
  public static final double LOG_5 = 0x1.745c4be5873fdp-3;

  /** Coefficient of z⁶ in log. */
  public static final double LOG_6 = 0x1.3b359bf064464p-3;

  /** Coefficient of z⁷ in log. */
  public static final double LOG_7 = 0x1.0dce25925f152p-3;

  /** Coefficient of z⁸ in log. */
  public static final double LOG_8 = 0x1.1b6f7cad1e405p-3;

  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  private static final long ONE_BITS = 0x3FF0000000000000L;
  private static final long SIGNIFICAND_MASK = 0x000FFFFFFFFFFFFFL;
  private static final double TWO_POW_54 = 0x1p54;

  private DoubleMath() {}

  /**
   * Returns e^x: x = n·ln 2 + r + c with |r| ≤ ln 2 / 2 and c the part of the remainder that r is
   * too short for, then 2^n·(1 + (r + (c + r²·P(r)))).
   *
   * @param x any number; −∞ gives 0, +∞ and x above 709.78… give +∞, NaN stays NaN
   */
  public static double exp(double x) {
    // Beyond these bounds nothing changes any more, and inside them every step below is in range,
    // so
    // that overflow, underflow and infinities need no case of their own.
    double t = x > EXP_HIGHEST ? EXP_HIGHEST : x;
    t = t < EXP_LOWEST ? EXP_LOWEST : t;
    double k = Math.fma(t, LOG2_E, RINT_MAGIC);
    double half = Math.fma(t, 0.5 * LOG2_E, RINT_MAGIC_BIASED);
    double n = k - RINT_MAGIC;
    double coarse = Math.fma(n, -LN2_HI, t);
    double r = Math.fma(n, -LN2_LO, coarse);
    double c = Math.fma(n, -LN2_LO, coarse - r);
    double tail = Math.fma(r * r, expPolynomial(r), c);
    double head = 1 + r;
    double significand = head + ((r - (head - 1)) + tail);
    // 2^n in two factors of about n/2: the first product is exact, so a subnormal result is rounded
    // once, and n = 1024 needs no special case.
    long halfBits = Double.doubleToRawLongBits(half);
    long restBits = Double.doubleToRawLongBits(k) - halfBits + 2 * 1023;
    return significand
        * Double.longBitsToDouble(halfBits << EXPONENT_SHIFT)
        * Double.longBitsToDouble(restBits << EXPONENT_SHIFT);
  }

  /**
   * Returns 1/(1 + e^−x). With e^−x = 2^n·(1 + q), a = 2^−⌊n/2⌉ and b = 2^n·a it is a/(a + b +
   * b·q): one quotient, exact scaling, no overflow on the way and one rounding into the subnormal
   * range. For a fixed n every step is monotone, which e/(1 + e) would not be.
   *
   * @param x any number; −∞ gives 0, 0 gives 0.5, +∞ gives 1, NaN stays NaN
   */
  public static double sigmoid(double x) {
    double t = -x;
    t = t > -EXP_LOWEST ? -EXP_LOWEST : t;
    t = t < EXP_LOWEST ? EXP_LOWEST : t;
    double k = Math.fma(t, LOG2_E, RINT_MAGIC);
    double minusHalf = Math.fma(t, -0.5 * LOG2_E, RINT_MAGIC_BIASED);
    double n = k - RINT_MAGIC;
    double coarse = Math.fma(n, -LN2_HI, t);
    double r = Math.fma(n, -LN2_LO, coarse);
    double c = Math.fma(n, -LN2_LO, coarse - r);
    double q = r + Math.fma(r * r, expPolynomial(r), c);
    long aBits = Double.doubleToRawLongBits(minusHalf);
    long bBits = Double.doubleToRawLongBits(k) + aBits;
    double a = Double.longBitsToDouble(aBits << EXPONENT_SHIFT);
    double b = Double.longBitsToDouble(bBits << EXPONENT_SHIFT);
    return a / Math.fma(b, q, a + b);
  }

  private static double expPolynomial(double r) {
    double p = Math.fma(EXP_12, r, EXP_11);
    p = Math.fma(p, r, EXP_10);
    p = Math.fma(p, r, EXP_9);
    p = Math.fma(p, r, EXP_8);
    p = Math.fma(p, r, EXP_7);
    p = Math.fma(p, r, EXP_6);
    p = Math.fma(p, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    return Math.fma(p, r, EXP_2);
  }

  /**
   * Returns the natural logarithm of x: x = 2^k·(1 + f) with 1 + f between √½ and √2, then k·ln 2 +
   * log(1 + f).
   *
   * @param x any number; ±0 gives −∞, +∞ stays, negative numbers and NaN give NaN
   */
  public static double log(double x) {
    if (x <= 0) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (!(x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    boolean subnormal = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(subnormal ? x * TWO_POW_54 : x);
    // Shifting the origin from 1 to √½ makes the exponent field roll over there.
    long shifted = bits - SQRT_HALF_BITS + ONE_BITS;
    long k = (shifted >> EXPONENT_SHIFT) - 1023;
    double m = Double.longBitsToDouble((shifted & SIGNIFICAND_MASK) + SQRT_HALF_BITS);
    double exponent = subnormal ? k - 54 : k;
    return logOnePlus(m - 1, exponent * LN2_HI, exponent * LN2_LO);
  }

  /**
   * Returns log(1 + t).
   *
   * @param t any number; −1 gives −∞, +∞ stays, ±0 stays, t below −1 and NaN give NaN. On [0, 1] it
   *     is {@link #log1pUnit}
   */
  public static double log1p(double t) {
    if (t == 0 || t == Double.POSITIVE_INFINITY) {
      return t;
    }
    if (t > 0 && t <= 1) {
      return log1pUnit(t);
    }
    double u = 1 + t;
    if (u == 1 || !(u > 0)) {
      return u == 1 ? t : log(u);
    }
    // What u lost in rounding, to first order. Kahan's correction.
    double lost = t > 1 ? 1 - (u - t) : t - (u - 1);
    return log(u) + lost / u;
  }

  /**
   * Returns log(1 + t) for 0 ≤ t ≤ 1, by operations that exist for vectors too. From t = ½ on it is
   * ln 2 + log(1 + (t − 1)/2); at ½ the difference is still exact, at √2 − 1 it would not be.
   *
   * @param t 0 to 1; NaN stays NaN; anything else gives a meaningless number
   */
  public static double log1pUnit(double t) {
    boolean upper = t >= 0.5;
    return logOnePlus(upper ? (t - 1) * 0.5 : t, upper ? LN2_HI : 0.0, upper ? LN2_LO : 0.0);
  }

  /**
   * Returns kHi + log(1 + f) + kLo, where kHi is zero or of magnitude above |f|: with s = f/(2 +
   * f), log(1 + f) = f − f²/2 + s·(f²/2 + R(s²)).
   */
  private static double logOnePlus(double f, double kHi, double kLo) {
    double s = f / (2 + f);
    double z = s * s;
    double p = Math.fma(LOG_8, z, LOG_7);
    p = Math.fma(p, z, LOG_6);
    p = Math.fma(p, z, LOG_5);
    p = Math.fma(p, z, LOG_4);
    p = Math.fma(p, z, LOG_3);
    p = Math.fma(p, z, LOG_2);
    p = Math.fma(p, z, LOG_1);
    double half = 0.5 * f;
    double small = Math.fma(s, Math.fma(half, f, z * p), kLo);
    double tail = Math.fma(-half, f, small);
    double head = kHi + f;
    return head + (((kHi - head) + f) + tail);
  }

  /**
   * Returns log(1 + e^x) as max(x, 0) + log1p(e^−|x|). Two rounded terms are added, so unlike the
   * others it may step back by one ulp between neighbouring arguments.
   *
   * @param x any number; −∞ gives 0, +∞ stays, NaN stays NaN
   */
  public static double softplus(double x) {
    return (x <= 0 ? 0.0 : x) + log1pUnit(exp(-Math.abs(x)));
  }

  /**
   * Returns the cross-entropy of label y and logit z, (max(z, 0) − z·y) + log1p(e^−|z|), each
   * operation rounded once and in this order; no fma joins the product and the difference.
   *
   * @param z any number; NaN stays NaN
   * @param y the label, 0 or 1
   */
  public static double logisticLoss(double z, double y) {
    double t = z <= 0 ? 0.0 : z;
    return (t - z * y) + log1pUnit(exp(-Math.abs(z)));
  }
}
