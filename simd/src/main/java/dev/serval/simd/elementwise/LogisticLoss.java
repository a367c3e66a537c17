// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.LE;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The cross-entropy of labels y and logits z, {@link DoubleMath#logisticLoss}, added up in the
 * sixteen stripes of {@link PinnedSum}. A matrix is one call of {@code accumulate} per row with the
 * same scratch; {@link PinnedSum#reset} on the scratch goes before the first and {@link
 * PinnedSum#combine} after the last. Offsets count elements.
 *
 * <p>A row is cut into chunks, and each chunk goes through three short loops with e^−|z| and then
 * its log1p in the scratch: in one loop the two functions are more than C2 inlines, and vectors
 * were allocated (36 bytes an element at 512 bits).
 *
 * <pre>
 *   scratch   stripes 0…15 | e^−|z| of a chunk | z widened | y widened
 * </pre>
 */
public final class LogisticLoss {

  /** Elements per chunk: a multiple of 16, so that a chunk begins at stripe 0; 4 KB of scratch. */
  private static final int CHUNK = 160;

  private static final int EXP = PinnedSum.STRIPES;
  private static final int LOGITS = EXP + CHUNK;
  private static final int LABELS = LOGITS + CHUNK;

  /** How many elements the scratch has; its first sixteen are the stripes. */
  public static final int SCRATCH = LABELS + CHUNK;

  private static final VectorSpecies<Double> SPECIES = DoubleVectorMath.SPECIES;

  private LogisticLoss() {}

  /**
   * Adds the loss of (z_j, y_j) to stripe j mod 16, for 0 ≤ j &lt; n, ascending.
   *
   * @param scratch {@link #SCRATCH} elements; the stripes are read and written, the rest
   *     overwritten
   */
  public static void accumulate(
      double[] z, int zOffset, double[] y, int yOffset, int n, double[] scratch) {
    for (int begin = 0; begin < n; begin += CHUNK) {
      chunk(z, zOffset + begin, y, yOffset + begin, Math.min(CHUNK, n - begin), scratch);
    }
  }

  /**
   * Adds the loss of (z_j, y_j), both widened to double first, to stripe j mod 16, for 0 ≤ j &lt;
   * n, ascending.
   *
   * @param scratch {@link #SCRATCH} elements; the stripes are read and written, the rest
   *     overwritten
   */
  public static void accumulate(
      float[] z, int zOffset, float[] y, int yOffset, int n, double[] scratch) {
    for (int begin = 0; begin < n; begin += CHUNK) {
      int count = Math.min(CHUNK, n - begin);
      widen(z, zOffset + begin, scratch, LOGITS, count);
      widen(y, yOffset + begin, scratch, LABELS, count);
      chunk(scratch, LOGITS, scratch, LABELS, count, scratch);
    }
  }

  private static void chunk(
      double[] z, int zOffset, double[] y, int yOffset, int n, double[] scratch) {
    expMinusAbs(z, zOffset, scratch, n);
    log1p(scratch, n);
    add(z, zOffset, y, yOffset, n, scratch);
  }

  // A plain loop: the compiler makes vectors of it by itself, and widening is exact.
  private static void widen(float[] from, int fromOffset, double[] to, int toOffset, int n) {
    for (int j = 0; j < n; j++) {
      to[toOffset + j] = from[fromOffset + j];
    }
  }

  private static void expMinusAbs(double[] z, int zOffset, double[] scratch, int n) {
    int bound = wholeVectors(n);
    DoubleVectorMath.expMinusAbs(z, zOffset, scratch, EXP, bound);
    for (int j = bound; j < n; j++) {
      scratch[EXP + j] = DoubleMath.exp(-Math.abs(z[zOffset + j]));
    }
  }

  private static void log1p(double[] scratch, int n) {
    int bound = wholeVectors(n);
    DoubleVectorMath.log1pUnit(scratch, EXP, bound);
    for (int j = bound; j < n; j++) {
      scratch[EXP + j] = DoubleMath.log1pUnit(scratch[EXP + j]);
    }
  }

  /** Adds (max(z, 0) − z·y) + log1p(e^−|z|), whose last term is in the scratch, to the stripes. */
  private static void add(
      double[] z, int zOffset, double[] y, int yOffset, int n, double[] scratch) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, z, zOffset + j);
      DoubleVector t = v.blend(0, v.compare(LE, 0));
      DoubleVector product = v.mul(DoubleVector.fromArray(SPECIES, y, yOffset + j));
      DoubleVector loss = t.sub(product).add(DoubleVector.fromArray(SPECIES, scratch, EXP + j));
      int stripe = j % PinnedSum.STRIPES;
      DoubleVector.fromArray(SPECIES, scratch, stripe).add(loss).intoArray(scratch, stripe);
    }
    for (int j = bound; j < n; j++) {
      double v = z[zOffset + j];
      double t = v <= 0 ? 0.0 : v;
      scratch[j % PinnedSum.STRIPES] += (t - v * y[yOffset + j]) + scratch[EXP + j];
    }
  }

  private static int wholeVectors(int n) {
    return DoubleVectorMath.MASKS ? SPECIES.loopBound(n) : 0;
  }
}
