// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static dev.serval.core.math.FloatMath.EXPONENT_SHIFT;
import static dev.serval.core.math.FloatMath.EXP_2;
import static dev.serval.core.math.FloatMath.EXP_3;
import static dev.serval.core.math.FloatMath.EXP_4;
import static dev.serval.core.math.FloatMath.EXP_5;
import static dev.serval.core.math.FloatMath.EXP_6;
import static dev.serval.core.math.FloatMath.EXP_LOWEST;
import static dev.serval.core.math.FloatMath.LN2_HI;
import static dev.serval.core.math.FloatMath.LN2_LO;
import static dev.serval.core.math.FloatMath.LOG2_E;
import static dev.serval.core.math.FloatMath.RINT_MAGIC;
import static dev.serval.core.math.FloatMath.RINT_MAGIC_BIASED;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.serval.core.math.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sigmoid of floats in vectors: {@link FloatMath#sigmoid}, operation by operation, so each
 * element has its bits. Why each step is there is said there.
 *
 * <p>A loop over arrays and not a function of a vector, here and in all of this module: a vector
 * that crosses a call is allocated, and no size of a method makes C2 inline it for certain. One
 * that was compiled by itself first may be refused later ("already compiled into a big method", or
 * a profile that calls the site cold), and its callers would box vectors for good; seen in 6 of 14
 * virtual machines. What the Vector API does inside is inlined by force.
 */
final class FloatVectorMath {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /**
   * Whether comparison and choice stay in registers: C2 on x86 has no masks of two lanes (doubles
   * at 128 bits), it would call and allocate, so there the scalar form does all the work.
   */
  static final boolean MASKS = SPECIES.length() > 2;

  /** Where e^|x| and its reciprocal are normal numbers, with room: e^88 and e^−87 still are. */
  private static final float UNSCALED = 80;

  private FloatVectorMath() {}

  /**
   * a_j := {@link FloatMath#sigmoid} of z_j + bias for 0 ≤ j &lt; count, a multiple of the lanes.
   * Up to {@link #UNSCALED} the exponent n needs no halves: all scaling by powers of two is exact
   * there, so the bits are the same, in 15 to 20 % less time. Where one lane is beyond, {@link
   * #scaledSigmoid} does the whole vector. NaN is not beyond: it passes through.
   *
   * @param bias added first, with a rounding; −0 changes nothing
   */
  static void sigmoid(float[] z, int zOffset, float[] a, int aOffset, int count, float bias) {
    if (count == 0) {
      return;
    }
    // Loaded before the last result is stored: where the output lies some 24 to 168 bytes above the
    // input, modulo 4096, loads wait for stores (seen on Zen 4: up to three times the time), and
    // every result is a long time in coming.
    FloatVector next = FloatVector.fromArray(SPECIES, z, zOffset);
    int last = count - SPECIES.length();
    for (int j = 0; j < count; j += SPECIES.length()) {
      FloatVector t = next.add(bias).neg();
      next = FloatVector.fromArray(SPECIES, z, zOffset + Math.min(last, j + SPECIES.length()));
      if (t.abs().compare(GT, UNSCALED).anyTrue()) {
        scaledSigmoid(z, zOffset + j, a, aOffset + j, bias);
        continue;
      }
      FloatVector k = t.fma(LOG2_E, RINT_MAGIC_BIASED);
      FloatVector n = k.sub(RINT_MAGIC_BIASED);
      FloatVector coarse = n.lanewise(FMA, -LN2_HI, t);
      FloatVector r = n.lanewise(FMA, -LN2_LO, coarse);
      FloatVector p =
          r.fma(EXP_6, EXP_5)
              .lanewise(FMA, r, EXP_4)
              .lanewise(FMA, r, EXP_3)
              .lanewise(FMA, r, EXP_2);
      FloatVector q = r.mul(r).fma(p, r);
      IntVector exponent = k.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT);
      FloatVector power = exponent.reinterpretAsFloats();
      FloatVector denominator = power.fma(q, power.add(1));
      FloatVector.broadcast(SPECIES, 1).div(denominator).intoArray(a, aOffset + j);
    }
  }

  /**
   * The same for one vector of any arguments. The polynomial stands here again because a vector
   * that crosses a call is allocated.
   */
  private static void scaledSigmoid(float[] z, int zOffset, float[] a, int aOffset, float bias) {
    FloatVector t = FloatVector.fromArray(SPECIES, z, zOffset).add(bias).neg();
    t = t.blend(-EXP_LOWEST, t.compare(GT, -EXP_LOWEST));
    t = t.blend(EXP_LOWEST, t.compare(LT, EXP_LOWEST));
    FloatVector k = t.fma(LOG2_E, RINT_MAGIC);
    FloatVector minusHalf = t.fma(-0.5f * LOG2_E, RINT_MAGIC_BIASED);
    FloatVector n = k.sub(RINT_MAGIC);
    FloatVector coarse = n.lanewise(FMA, -LN2_HI, t);
    FloatVector r = n.lanewise(FMA, -LN2_LO, coarse);
    FloatVector p =
        r.fma(EXP_6, EXP_5).lanewise(FMA, r, EXP_4).lanewise(FMA, r, EXP_3).lanewise(FMA, r, EXP_2);
    FloatVector q = r.mul(r).fma(p, r);
    IntVector aBits = minusHalf.reinterpretAsInts();
    IntVector bBits = k.reinterpretAsInts().add(aBits);
    FloatVector lower = aBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
    FloatVector upper = bBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
    lower.div(upper.fma(q, lower.add(upper))).intoArray(a, aOffset);
  }
}
