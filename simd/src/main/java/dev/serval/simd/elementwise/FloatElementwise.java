// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.LE;

import dev.serval.core.math.FloatMath;
import dev.serval.core.math.PinnedSum;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise steps and the pinned sum over contiguous runs of floats. Every method works on n
 * elements of each array from the given offset on, n ≥ 0; offsets count elements. An output may be
 * the same run as an input, but may not overlap one otherwise. Nothing outside the runs is read
 * into a result or written; a run outside its array is an {@link IndexOutOfBoundsException}.
 */
public final class FloatElementwise {

  private static final VectorSpecies<Float> SPECIES = FloatVectorMath.SPECIES;

  private FloatElementwise() {}

  /** c := c + b. */
  public static void bias(float[] c, int offset, int n, float b) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, c, offset + j);
      v.add(b).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = c[offset + j] + b;
    }
  }

  /** c := d + c. */
  public static void add(float[] c, int offset, float[] d, int dOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, c, offset + j);
      FloatVector.fromArray(SPECIES, d, dOffset + j).add(v).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = d[dOffset + j] + c[offset + j];
    }
  }

  /** c := relu(c + b): +0 where z = c + b ≤ 0, else z; NaN stays NaN. */
  public static void biasRelu(float[] c, int offset, int n, float b) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector z = FloatVector.fromArray(SPECIES, c, offset + j).add(b);
      z.blend(0f, z.compare(LE, 0f)).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      float z = c[offset + j] + b;
      c[offset + j] = z <= 0 ? 0f : z;
    }
  }

  /** c := sigmoid(c + b), {@link FloatMath#sigmoid}. */
  public static void biasSigmoid(float[] c, int offset, int n, float b) {
    sigmoid(c, offset, c, offset, n, b);
  }

  /** c := c · factor. */
  public static void scale(float[] c, int offset, int n, float factor) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, c, offset + j);
      v.mul(factor).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = c[offset + j] * factor;
    }
  }

  /** c := +0 where a ≤ 0, else c; where a is NaN, c stays. */
  public static void reluMask(float[] c, int offset, float[] a, int aOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, c, offset + j);
      FloatVector mask = FloatVector.fromArray(SPECIES, a, aOffset + j);
      v.blend(0f, mask.compare(LE, 0f)).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = a[aOffset + j] <= 0 ? 0f : c[offset + j];
    }
  }

  /** a := sigmoid(z), {@link FloatMath#sigmoid}. */
  public static void sigmoid(float[] z, int zOffset, float[] a, int aOffset, int n) {
    sigmoid(z, zOffset, a, aOffset, n, -0f);
  }

  private static void sigmoid(float[] z, int zOffset, float[] a, int aOffset, int n, float bias) {
    int bound = wholeVectors(n);
    FloatVectorMath.sigmoid(z, zOffset, a, aOffset, bound, bias);
    for (int j = bound; j < n; j++) {
      a[aOffset + j] = FloatMath.sigmoid(z[zOffset + j] + bias);
    }
  }

  /** a := relu(z): +0 where z ≤ 0, else z; NaN stays NaN. */
  public static void relu(float[] z, int zOffset, float[] a, int aOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, z, zOffset + j);
      v.blend(0f, v.compare(LE, 0f)).intoArray(a, aOffset + j);
    }
    for (int j = bound; j < n; j++) {
      a[aOffset + j] = z[zOffset + j] <= 0 ? 0f : z[zOffset + j];
    }
  }

  /**
   * dZ := (dA · s) · (1 − s) with s = sigmoid(z), each operation rounded.
   *
   * @notebook sigmoid_backward
   */
  public static void sigmoidBackward(
      float[] dA, int dAOffset, float[] z, int zOffset, float[] dZ, int dZOffset, int n) {
    // Scalar: dZ may be dA or z, so there is no room for s, and training does not come here.
    for (int j = 0; j < n; j++) {
      float s = FloatMath.sigmoid(z[zOffset + j]);
      dZ[dZOffset + j] = (dA[dAOffset + j] * s) * (1f - s);
    }
  }

  /**
   * dZ := +0 where z ≤ 0, else dA; where z is NaN, dA.
   *
   * @notebook relu_backward
   */
  public static void reluBackward(
      float[] dA, int dAOffset, float[] z, int zOffset, float[] dZ, int dZOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, dA, dAOffset + j);
      FloatVector mask = FloatVector.fromArray(SPECIES, z, zOffset + j);
      v.blend(0f, mask.compare(LE, 0f)).intoArray(dZ, dZOffset + j);
    }
    for (int j = bound; j < n; j++) {
      dZ[dZOffset + j] = z[zOffset + j] <= 0 ? 0f : dA[dAOffset + j];
    }
  }

  /** c := a − b. */
  public static void subtract(
      float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, aOffset + j);
      FloatVector w = FloatVector.fromArray(SPECIES, b, bOffset + j);
      v.sub(w).intoArray(c, cOffset + j);
    }
    for (int j = bound; j < n; j++) {
      c[cOffset + j] = a[aOffset + j] - b[bOffset + j];
    }
  }

  /** y := fma(α, x, y): one rounding per element. */
  public static void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + j);
      FloatVector w = FloatVector.fromArray(SPECIES, y, yOffset + j);
      v.fma(FloatVector.broadcast(SPECIES, alpha), w).intoArray(y, yOffset + j);
    }
    for (int j = bound; j < n; j++) {
      y[yOffset + j] = Math.fma(alpha, x[xOffset + j], y[yOffset + j]);
    }
  }

  /**
   * Returns Σ_j x_j in the order of {@link PinnedSum}: sixteen stripes, then the tree. The stripes
   * are one or several vectors, each summed in its own pass over the run, which is short enough to
   * stay in the first cache.
   *
   * @param stripes 16 elements, overwritten
   */
  public static float rowSum(float[] x, int offset, int n, float[] stripes) {
    int whole = n - n % PinnedSum.STRIPES;
    for (int first = 0; first < PinnedSum.STRIPES; first += SPECIES.length()) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = first; j < whole; j += PinnedSum.STRIPES) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, offset + j));
      }
      sum.intoArray(stripes, first);
    }
    for (int j = whole; j < n; j++) {
      stripes[j - whole] += x[offset + j];
    }
    return PinnedSum.combine(stripes);
  }

  /** Returns how many of n elements go through vectors; the rest go through the scalar form. */
  private static int wholeVectors(int n) {
    return FloatVectorMath.MASKS ? SPECIES.loopBound(n) : 0;
  }
}
