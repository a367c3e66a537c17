// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static dev.serval.core.math.FloatMath.EXPONENT_SHIFT;
import static dev.serval.core.math.FloatMath.EXP_2;
import static dev.serval.core.math.FloatMath.EXP_3;
import static dev.serval.core.math.FloatMath.EXP_4;
import static dev.serval.core.math.FloatMath.EXP_5;
import static dev.serval.core.math.FloatMath.EXP_6;
import static dev.serval.core.math.FloatMath.EXP_HIGHEST;
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
 * exp and sigmoid of a vector of floats: {@link FloatMath}, operation by operation, so each lane
 * has its bits. Why each step is there is said there.
 *
 * <p>A vector that crosses a call is allocated, so these bodies must be inlined where they are
 * used. They are at most 325 bytecodes (FreqInlineSize; the double forms just fit) and call nothing
 * but the Vector API; a loop uses one of them once, before anything else. C2 stops inlining other
 * methods once a compilation has 18,000 nodes, counted before the Vector API's own layers are
 * folded (NodeCountInliningCutoff): a second body in the same method is already beyond.
 */
final class FloatVectorMath {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /**
   * Whether comparison and choice stay in registers: C2 on x86 has no masks of two lanes (doubles
   * at 128 bits), it would call and allocate, so there the scalar form does all the work.
   */
  static final boolean MASKS = SPECIES.length() > 2;

  private FloatVectorMath() {}

  /** Returns {@link FloatMath#exp} of each lane. */
  static FloatVector exp(FloatVector x) {
    FloatVector t = x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST));
    t = t.blend(EXP_LOWEST, t.compare(LT, EXP_LOWEST));
    FloatVector k = t.fma(LOG2_E, RINT_MAGIC);
    FloatVector half = t.fma(0.5f * LOG2_E, RINT_MAGIC_BIASED);
    FloatVector n = k.sub(RINT_MAGIC);
    FloatVector coarse = n.lanewise(FMA, -LN2_HI, t);
    FloatVector r = n.lanewise(FMA, -LN2_LO, coarse);
    FloatVector p =
        r.fma(EXP_6, EXP_5).lanewise(FMA, r, EXP_4).lanewise(FMA, r, EXP_3).lanewise(FMA, r, EXP_2);
    FloatVector significand = r.mul(r).fma(p, r).add(1f);
    IntVector halfBits = half.reinterpretAsInts();
    IntVector restBits = k.reinterpretAsInts().sub(halfBits).add(2 * 127);
    return significand
        .mul(halfBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats())
        .mul(restBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats());
  }

  /**
   * a_j := {@link FloatMath#sigmoid} of z_j for 0 ≤ j &lt; count, a multiple of the lanes. A loop
   * over arrays and not a function of a vector: once compiled by itself such a function is too big
   * to be inlined ("already compiled into a big method"), and its callers would box vectors for
   * good; seen in 6 of 14 virtual machines.
   */
  static void sigmoid(float[] z, int zOffset, float[] a, int aOffset, int count) {
    for (int j = 0; j < count; j += SPECIES.length()) {
      FloatVector t = FloatVector.fromArray(SPECIES, z, zOffset + j).neg();
      t = t.blend(-EXP_LOWEST, t.compare(GT, -EXP_LOWEST));
      t = t.blend(EXP_LOWEST, t.compare(LT, EXP_LOWEST));
      FloatVector k = t.fma(LOG2_E, RINT_MAGIC);
      FloatVector minusHalf = t.fma(-0.5f * LOG2_E, RINT_MAGIC_BIASED);
      FloatVector n = k.sub(RINT_MAGIC);
      FloatVector coarse = n.lanewise(FMA, -LN2_HI, t);
      FloatVector r = n.lanewise(FMA, -LN2_LO, coarse);
      FloatVector p =
          r.fma(EXP_6, EXP_5)
              .lanewise(FMA, r, EXP_4)
              .lanewise(FMA, r, EXP_3)
              .lanewise(FMA, r, EXP_2);
      FloatVector q = r.mul(r).fma(p, r);
      IntVector aBits = minusHalf.reinterpretAsInts();
      IntVector bBits = k.reinterpretAsInts().add(aBits);
      FloatVector lower = aBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
      FloatVector upper = bBits.lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
      lower.div(upper.fma(q, lower.add(upper))).intoArray(a, aOffset + j);
    }
  }
}
