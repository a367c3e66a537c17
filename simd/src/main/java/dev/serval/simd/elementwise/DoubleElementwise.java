// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

// Generated from FloatElementwise.java by DoubleFromFloat: change that file, not this one.

import static jdk.incubator.vector.VectorOperators.LE;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementwise steps and the pinned sum over contiguous runs of doubles. Every method works on n
 * elements of each array from the given offset on, n ≥ 0; offsets count elements. An output may be
 * the same run as an input, but may not overlap one otherwise. Nothing outside the runs is read
 * into a result or written; a run outside its array is an {@link IndexOutOfBoundsException}.
 */
public final class DoubleElementwise {

  private static final VectorSpecies<Double> SPECIES = DoubleVectorMath.SPECIES;

  private DoubleElementwise() {}

  /** c := c + b. */
  public static void bias(double[] c, int offset, int n, double b) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, c, offset + j);
      v.add(b).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = c[offset + j] + b;
    }
  }

  /** c := d + c. */
  public static void add(double[] c, int offset, double[] d, int dOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, c, offset + j);
      DoubleVector.fromArray(SPECIES, d, dOffset + j).add(v).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = d[dOffset + j] + c[offset + j];
    }
  }

  /** c := relu(c + b): +0 where z = c + b ≤ 0, else z; NaN stays NaN. */
  public static void biasRelu(double[] c, int offset, int n, double b) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector z = DoubleVector.fromArray(SPECIES, c, offset + j).add(b);
      z.blend(0.0, z.compare(LE, 0.0)).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      double z = c[offset + j] + b;
      c[offset + j] = z <= 0 ? 0.0 : z;
    }
  }

  /** c := sigmoid(c + b), {@link DoubleMath#sigmoid}. */
  public static void biasSigmoid(double[] c, int offset, int n, double b) {
    sigmoid(c, offset, c, offset, n, b);
  }

  /** c := c · factor. */
  public static void scale(double[] c, int offset, int n, double factor) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, c, offset + j);
      v.mul(factor).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = c[offset + j] * factor;
    }
  }

  /** c := +0 where a ≤ 0, else c; where a is NaN, c stays. */
  public static void reluMask(double[] c, int offset, double[] a, int aOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, c, offset + j);
      DoubleVector mask = DoubleVector.fromArray(SPECIES, a, aOffset + j);
      v.blend(0.0, mask.compare(LE, 0.0)).intoArray(c, offset + j);
    }
    for (int j = bound; j < n; j++) {
      c[offset + j] = a[aOffset + j] <= 0 ? 0.0 : c[offset + j];
    }
  }

  /** a := sigmoid(z), {@link DoubleMath#sigmoid}. */
  public static void sigmoid(double[] z, int zOffset, double[] a, int aOffset, int n) {
    sigmoid(z, zOffset, a, aOffset, n, -0.0);
  }

  private static void sigmoid(
      double[] z, int zOffset, double[] a, int aOffset, int n, double bias) {
    int bound = wholeVectors(n);
    DoubleVectorMath.sigmoid(z, zOffset, a, aOffset, bound, bias);
    for (int j = bound; j < n; j++) {
      a[aOffset + j] = DoubleMath.sigmoid(z[zOffset + j] + bias);
    }
  }

  /** a := relu(z): +0 where z ≤ 0, else z; NaN stays NaN. */
  public static void relu(double[] z, int zOffset, double[] a, int aOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, z, zOffset + j);
      v.blend(0.0, v.compare(LE, 0.0)).intoArray(a, aOffset + j);
    }
    for (int j = bound; j < n; j++) {
      a[aOffset + j] = z[zOffset + j] <= 0 ? 0.0 : z[zOffset + j];
    }
  }

  /**
   * dZ := (dA · s) · (1 − s) with s = sigmoid(z), each operation rounded.
   *
   * @notebook sigmoid_backward
   */
  public static void sigmoidBackward(
      double[] dA, int dAOffset, double[] z, int zOffset, double[] dZ, int dZOffset, int n) {
    // Scalar: dZ may be dA or z, so there is no room for s, and training does not come here.
    for (int j = 0; j < n; j++) {
      double s = DoubleMath.sigmoid(z[zOffset + j]);
      dZ[dZOffset + j] = (dA[dAOffset + j] * s) * (1.0 - s);
    }
  }

  /**
   * dZ := +0 where z ≤ 0, else dA; where z is NaN, dA.
   *
   * @notebook relu_backward
   */
  public static void reluBackward(
      double[] dA, int dAOffset, double[] z, int zOffset, double[] dZ, int dZOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, dA, dAOffset + j);
      DoubleVector mask = DoubleVector.fromArray(SPECIES, z, zOffset + j);
      v.blend(0.0, mask.compare(LE, 0.0)).intoArray(dZ, dZOffset + j);
    }
    for (int j = bound; j < n; j++) {
      dZ[dZOffset + j] = z[zOffset + j] <= 0 ? 0.0 : dA[dAOffset + j];
    }
  }

  /** c := a − b. */
  public static void subtract(
      double[] a, int aOffset, double[] b, int bOffset, double[] c, int cOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, a, aOffset + j);
      DoubleVector w = DoubleVector.fromArray(SPECIES, b, bOffset + j);
      v.sub(w).intoArray(c, cOffset + j);
    }
    for (int j = bound; j < n; j++) {
      c[cOffset + j] = a[aOffset + j] - b[bOffset + j];
    }
  }

  /** y := fma(α, x, y): one rounding per element. */
  public static void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
    int bound = wholeVectors(n);
    for (int j = 0; j < bound; j += SPECIES.length()) {
      DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + j);
      DoubleVector w = DoubleVector.fromArray(SPECIES, y, yOffset + j);
      v.fma(DoubleVector.broadcast(SPECIES, alpha), w).intoArray(y, yOffset + j);
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
  public static double rowSum(double[] x, int offset, int n, double[] stripes) {
    int whole = n - n % PinnedSum.STRIPES;
    for (int first = 0; first < PinnedSum.STRIPES; first += SPECIES.length()) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int j = first; j < whole; j += PinnedSum.STRIPES) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, x, offset + j));
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
    return DoubleVectorMath.MASKS ? SPECIES.loopBound(n) : 0;
  }
}
