// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static dev.serval.core.math.DoubleMath.EXPONENT_SHIFT;
import static dev.serval.core.math.DoubleMath.EXP_10;
import static dev.serval.core.math.DoubleMath.EXP_11;
import static dev.serval.core.math.DoubleMath.EXP_12;
import static dev.serval.core.math.DoubleMath.EXP_2;
import static dev.serval.core.math.DoubleMath.EXP_3;
import static dev.serval.core.math.DoubleMath.EXP_4;
import static dev.serval.core.math.DoubleMath.EXP_5;
import static dev.serval.core.math.DoubleMath.EXP_6;
import static dev.serval.core.math.DoubleMath.EXP_7;
import static dev.serval.core.math.DoubleMath.EXP_8;
import static dev.serval.core.math.DoubleMath.EXP_9;
import static dev.serval.core.math.DoubleMath.EXP_LOWEST;
import static dev.serval.core.math.DoubleMath.LN2_HI;
import static dev.serval.core.math.DoubleMath.LN2_LO;
import static dev.serval.core.math.DoubleMath.LOG2_E;
import static dev.serval.core.math.DoubleMath.LOG_1;
import static dev.serval.core.math.DoubleMath.LOG_2;
import static dev.serval.core.math.DoubleMath.LOG_3;
import static dev.serval.core.math.DoubleMath.LOG_4;
import static dev.serval.core.math.DoubleMath.LOG_5;
import static dev.serval.core.math.DoubleMath.LOG_6;
import static dev.serval.core.math.DoubleMath.LOG_7;
import static dev.serval.core.math.DoubleMath.LOG_8;
import static dev.serval.core.math.DoubleMath.RINT_MAGIC;
import static dev.serval.core.math.DoubleMath.RINT_MAGIC_BIASED;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.serval.core.math.DoubleMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * e^−|z|, sigmoid and log1p on [0, 1] of doubles: {@link DoubleMath}, operation by operation, so
 * each element has its bits. Why each step is there is said there; why these are loops over arrays,
 * in {@link FloatVectorMath}.
 */
final class DoubleVectorMath {

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /**
   * Whether comparison and choice stay in registers: C2 on x86 has no masks of two lanes (doubles
   * at 128 bits), it would call and allocate, so there the scalar form does all the work.
   */
  static final boolean MASKS = SPECIES.length() > 2;

  /** Where e^|x| and its reciprocal are normal numbers, with room: e^709 and e^−708 still are. */
  private static final double UNSCALED = 700;

  private DoubleVectorMath() {}

  /**
   * e_j := {@link DoubleMath#exp}(−|z_j|) for 0 ≤ j &lt; count, a multiple of the lanes. Arguments
   * are at most 0, so the upper limit of exp is left out.
   */
  static void expMinusAbs(double[] z, int zOffset, double[] e, int eOffset, int count) {
    for (int j = 0; j < count; j += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, z, zOffset + j).abs().neg();
      t = t.blend(EXP_LOWEST, t.compare(LT, EXP_LOWEST));
      DoubleVector k = t.fma(LOG2_E, RINT_MAGIC);
      DoubleVector n = k.sub(RINT_MAGIC);
      DoubleVector coarse = n.lanewise(FMA, -LN2_HI, t);
      DoubleVector r = n.lanewise(FMA, -LN2_LO, coarse);
      DoubleVector c = n.lanewise(FMA, -LN2_LO, coarse.sub(r));
      DoubleVector p =
          r.fma(EXP_12, EXP_11)
              .lanewise(FMA, r, EXP_10)
              .lanewise(FMA, r, EXP_9)
              .lanewise(FMA, r, EXP_8)
              .lanewise(FMA, r, EXP_7)
              .lanewise(FMA, r, EXP_6)
              .lanewise(FMA, r, EXP_5)
              .lanewise(FMA, r, EXP_4)
              .lanewise(FMA, r, EXP_3)
              .lanewise(FMA, r, EXP_2);
      DoubleVector head = r.add(1);
      LongVector halfBits = t.fma(0.5 * LOG2_E, RINT_MAGIC_BIASED).reinterpretAsLongs();
      LongVector restBits = k.reinterpretAsLongs().sub(halfBits).add(2 * 1023);
      head.add(r.sub(head.sub(1)).add(r.mul(r).fma(p, c)))
          .mul(halfBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsDoubles())
          .mul(restBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsDoubles())
          .intoArray(e, eOffset + j);
    }
  }

  /**
   * a_j := {@link DoubleMath#sigmoid} of z_j + bias for 0 ≤ j &lt; count, a multiple of the lanes.
   * Up to {@link #UNSCALED} the exponent n needs no halves: all scaling by powers of two is exact
   * there, so the bits are the same, in 15 to 20 % less time. Where one lane is beyond, {@link
   * #scaledSigmoid} does the whole vector. NaN is not beyond: it passes through.
   *
   * @param bias added first, with a rounding; −0 changes nothing
   */
  static void sigmoid(double[] z, int zOffset, double[] a, int aOffset, int count, double bias) {
    if (count == 0) {
      return;
    }
    // Loaded before the last result is stored: where the output lies some 24 to 168 bytes above the
    // input, modulo 4096, loads wait for stores (seen on Zen 4: up to three times the time), and
    // every result is a long time in coming.
    DoubleVector next = DoubleVector.fromArray(SPECIES, z, zOffset);
    int last = count - SPECIES.length();
    for (int j = 0; j < count; j += SPECIES.length()) {
      DoubleVector t = next.add(bias).neg();
      next = DoubleVector.fromArray(SPECIES, z, zOffset + Math.min(last, j + SPECIES.length()));
      if (t.abs().compare(GT, UNSCALED).anyTrue()) {
        scaledSigmoid(z, zOffset + j, a, aOffset + j, bias);
        continue;
      }
      DoubleVector k = t.fma(LOG2_E, RINT_MAGIC_BIASED);
      DoubleVector n = k.sub(RINT_MAGIC_BIASED);
      DoubleVector coarse = n.lanewise(FMA, -LN2_HI, t);
      DoubleVector r = n.lanewise(FMA, -LN2_LO, coarse);
      DoubleVector c = n.lanewise(FMA, -LN2_LO, coarse.sub(r));
      DoubleVector p =
          r.fma(EXP_12, EXP_11)
              .lanewise(FMA, r, EXP_10)
              .lanewise(FMA, r, EXP_9)
              .lanewise(FMA, r, EXP_8)
              .lanewise(FMA, r, EXP_7)
              .lanewise(FMA, r, EXP_6)
              .lanewise(FMA, r, EXP_5)
              .lanewise(FMA, r, EXP_4)
              .lanewise(FMA, r, EXP_3)
              .lanewise(FMA, r, EXP_2);
      DoubleVector q = r.add(r.mul(r).fma(p, c));
      LongVector exponent = k.reinterpretAsLongs().lanewise(LSHL, EXPONENT_SHIFT);
      DoubleVector power = exponent.reinterpretAsDoubles();
      DoubleVector denominator = power.fma(q, power.add(1));
      DoubleVector.broadcast(SPECIES, 1).div(denominator).intoArray(a, aOffset + j);
    }
  }

  /**
   * The same for one vector of any arguments. The polynomial stands here again because a vector
   * that crosses a call is allocated.
   */
  private static void scaledSigmoid(double[] z, int zOffset, double[] a, int aOffset, double bias) {
    DoubleVector t = DoubleVector.fromArray(SPECIES, z, zOffset).add(bias).neg();
    t = t.blend(-EXP_LOWEST, t.compare(GT, -EXP_LOWEST));
    t = t.blend(EXP_LOWEST, t.compare(LT, EXP_LOWEST));
    DoubleVector k = t.fma(LOG2_E, RINT_MAGIC);
    DoubleVector n = k.sub(RINT_MAGIC);
    DoubleVector coarse = n.lanewise(FMA, -LN2_HI, t);
    DoubleVector r = n.lanewise(FMA, -LN2_LO, coarse);
    DoubleVector c = n.lanewise(FMA, -LN2_LO, coarse.sub(r));
    DoubleVector p =
        r.fma(EXP_12, EXP_11)
            .lanewise(FMA, r, EXP_10)
            .lanewise(FMA, r, EXP_9)
            .lanewise(FMA, r, EXP_8)
            .lanewise(FMA, r, EXP_7)
            .lanewise(FMA, r, EXP_6)
            .lanewise(FMA, r, EXP_5)
            .lanewise(FMA, r, EXP_4)
            .lanewise(FMA, r, EXP_3)
            .lanewise(FMA, r, EXP_2);
    DoubleVector q = r.add(r.mul(r).fma(p, c));
    LongVector aBits = t.fma(-0.5 * LOG2_E, RINT_MAGIC_BIASED).reinterpretAsLongs();
    LongVector bBits = k.reinterpretAsLongs().add(aBits);
    DoubleVector lower = aBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsDoubles();
    DoubleVector upper = bBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsDoubles();
    lower.div(upper.fma(q, lower.add(upper))).intoArray(a, aOffset);
  }

  /** t_j := {@link DoubleMath#log1pUnit}(t_j) for 0 ≤ j &lt; count, a multiple of the lanes. */
  static void log1pUnit(double[] array, int offset, int count) {
    for (int j = 0; j < count; j += SPECIES.length()) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, array, offset + j);
      VectorMask<Double> upper = t.compare(GE, 0.5);
      DoubleVector f = t.blend(t.sub(1).mul(0.5), upper);
      DoubleVector kHi = DoubleVector.zero(SPECIES).blend(LN2_HI, upper);
      DoubleVector kLo = DoubleVector.zero(SPECIES).blend(LN2_LO, upper);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector p =
          z.fma(LOG_8, LOG_7)
              .lanewise(FMA, z, LOG_6)
              .lanewise(FMA, z, LOG_5)
              .lanewise(FMA, z, LOG_4)
              .lanewise(FMA, z, LOG_3)
              .lanewise(FMA, z, LOG_2)
              .lanewise(FMA, z, LOG_1);
      DoubleVector half = f.mul(0.5);
      DoubleVector small = s.fma(half.fma(f, z.mul(p)), kLo);
      DoubleVector tail = half.neg().fma(f, small);
      DoubleVector head = kHi.add(f);
      head.add(kHi.sub(head).add(f).add(tail)).intoArray(array, offset + j);
    }
  }
}
