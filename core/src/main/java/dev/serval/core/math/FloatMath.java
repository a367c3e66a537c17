// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

/**
 * exp and sigmoid in float arithmetic, log, log1p and softplus by way of double, each a fixed
 * sequence of operations. Errors are stated in units in the last place, as the distance from the
 * correctly rounded result; subnormal arguments and results are exact to the same measure.
 */
public final class FloatMath {

  /**
   * {@link #exp} is at most this many ulp from the correctly rounded result, for every argument.
   */
  public static final int EXP_MAX_ULP = 1;

  /** {@link #sigmoid} is at most this many ulp from the correctly rounded result. */
  public static final int SIGMOID_MAX_ULP = 2;

  /**
   * {@link #log} is at most this many ulp from the correctly rounded result, for every argument.
   */
  public static final int LOG_MAX_ULP = 1;

  /** {@link #log1p} is at most this many ulp from the correctly rounded result. */
  public static final int LOG1P_MAX_ULP = 1;

  /** {@link #softplus} is at most this many ulp from the correctly rounded result. */
  public static final int SOFTPLUS_MAX_ULP = 1;

  /**
   * From here up exp overflows (it does above 88.72…), so larger arguments may be replaced by it.
   */
  public static final float EXP_HIGHEST = 89;

  /**
   * From here down exp rounds to zero (it does below −103.97…), so smaller arguments are replaced.
   */
  public static final float EXP_LOWEST = -104;

  /** 1/ln 2. */
  public static final float LOG2_E = 0x1.715476p0f;

  /**
   * 3·2²²; leaves rint of what it is added to in the low bits, as {@link DoubleMath#RINT_MAGIC}.
   */
  public static final float RINT_MAGIC = 0x1.8p23f;

  /** As {@link #RINT_MAGIC}, but the integer comes out with the exponent's bias, 127, added. */
  public static final float RINT_MAGIC_BIASED = RINT_MAGIC + 127;

  /** The position of the exponent. */
  public static final int EXPONENT_SHIFT = 23;

  /**
   * The upper 15 bits of ln 2: n·LN2_HI is exact for every exponent n, which has at most 8 bits.
   */
  public static final float LN2_HI = 0x1.62e4p-1f;

  /** ln 2 − {@link #LN2_HI}, rounded. */
  public static final float LN2_LO = 0x1.7f7d1cp-20f;

  // Fitted as in DoubleMath, to degree 6. Error 4.0e-9 relative, below 0.07 ulp.

  /** Coefficient of r² in exp. */
  public static final float EXP_2 = 0.5f;

  /** Coefficient of r³ in exp. */
  public static final float EXP_3 = 0x1.5554a4p-3f;

  /** Coefficient of r⁴ in exp. */
  public static final float EXP_4 = 0x1.55567cp-5f;

  /** Coefficient of r⁵ in exp. */
  public static final float EXP_5 = 0x1.122efap-7f;

  /** Coefficient of r⁶ in exp. */
  public static final float EXP_6 = 0x1.6b825ep-10f;

  private FloatMath() {}

  /**
   * Returns e^x: x = n·ln 2 + r with |r| ≤ ln 2 / 2, then 2^n·(1 + (r + r²·P(r))).
   *
   * @param x any number; −∞ gives 0, +∞ and x above 88.72… give +∞, NaN stays NaN
   */
  public static float exp(float x) {
    float t = x > EXP_HIGHEST ? EXP_HIGHEST : x;
    t = t < EXP_LOWEST ? EXP_LOWEST : t;
    float k = Math.fma(t, LOG2_E, RINT_MAGIC);
    float half = Math.fma(t, 0.5f * LOG2_E, RINT_MAGIC_BIASED);
    float n = k - RINT_MAGIC;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, t));
    float significand = 1 + Math.fma(r * r, expPolynomial(r), r);
    // Two factors, for the reasons given in DoubleMath.exp.
    int halfBits = Float.floatToRawIntBits(half);
    int restBits = Float.floatToRawIntBits(k) - halfBits + 2 * 127;
    return significand
        * Float.intBitsToFloat(halfBits << EXPONENT_SHIFT)
        * Float.intBitsToFloat(restBits << EXPONENT_SHIFT);
  }

  /**
   * Returns 1/(1 + e^−x) as {@link DoubleMath#sigmoid} does: a/(a + b + b·q).
   *
   * @param x any number; −∞ gives 0, 0 gives 0.5, +∞ gives 1, NaN stays NaN
   */
  public static float sigmoid(float x) {
    float t = -x;
    t = t > -EXP_LOWEST ? -EXP_LOWEST : t;
    t = t < EXP_LOWEST ? EXP_LOWEST : t;
    float k = Math.fma(t, LOG2_E, RINT_MAGIC);
    float minusHalf = Math.fma(t, -0.5f * LOG2_E, RINT_MAGIC_BIASED);
    float n = k - RINT_MAGIC;
    float r = Math.fma(n, -LN2_LO, Math.fma(n, -LN2_HI, t));
    float q = Math.fma(r * r, expPolynomial(r), r);
    int aBits = Float.floatToRawIntBits(minusHalf);
    int bBits = Float.floatToRawIntBits(k) + aBits;
    float a = Float.intBitsToFloat(aBits << EXPONENT_SHIFT);
    float b = Float.intBitsToFloat(bBits << EXPONENT_SHIFT);
    return a / Math.fma(b, q, a + b);
  }

  private static float expPolynomial(float r) {
    float p = Math.fma(EXP_6, r, EXP_5);
    p = Math.fma(p, r, EXP_4);
    p = Math.fma(p, r, EXP_3);
    return Math.fma(p, r, EXP_2);
  }

  /** Returns {@link DoubleMath#log} of x, rounded once. */
  public static float log(float x) {
    return (float) DoubleMath.log(x);
  }

  /** Returns {@link DoubleMath#log1p} of t, rounded once. */
  public static float log1p(float t) {
    return (float) DoubleMath.log1p(t);
  }

  /** Returns {@link DoubleMath#softplus} of x, rounded once. */
  public static float softplus(float x) {
    return (float) DoubleMath.softplus(x);
  }
}
