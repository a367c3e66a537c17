// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.FloatMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.simd.elementwise.FloatElementwise;
import dev.serval.simd.elementwise.LogisticLoss;

/**
 * Elementwise operations and sums on views: in vectors where the caller wants them and the rows of
 * all operands are contiguous (all rows at once where the operands are), else element by element
 * with the scalar forms, which give the same bits.
 */
final class FloatRows {

  private FloatRows() {}

  static void sigmoid(FloatMatrix z, FloatMatrix a, boolean vectors) {
    if (vectors && contiguousRows(z, a)) {
      int rows = runs(z, z, a);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.sigmoid(z.array(), z.index(i, 0), a.array(), a.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        a.array()[a.index(i, j)] = FloatMath.sigmoid(at(z, i, j));
      }
    }
  }

  static void relu(FloatMatrix z, FloatMatrix a, boolean vectors) {
    if (vectors && contiguousRows(z, a)) {
      int rows = runs(z, z, a);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.relu(z.array(), z.index(i, 0), a.array(), a.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        float value = at(z, i, j);
        a.array()[a.index(i, j)] = value <= 0 ? 0 : value;
      }
    }
  }

  static void sigmoidBackward(FloatMatrix dA, FloatMatrix z, FloatMatrix dZ, boolean vectors) {
    if (vectors && contiguousRows(dA, z) && contiguousRows(z, dZ)) {
      int rows = runs(dA, z, dZ);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.sigmoidBackward(
            dA.array(), dA.index(i, 0), z.array(), z.index(i, 0), dZ.array(), dZ.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        float s = FloatMath.sigmoid(at(z, i, j));
        dZ.array()[dZ.index(i, j)] = at(dA, i, j) * s * (1 - s);
      }
    }
  }

  static void reluBackward(FloatMatrix dA, FloatMatrix z, FloatMatrix dZ, boolean vectors) {
    if (vectors && contiguousRows(dA, z) && contiguousRows(z, dZ)) {
      int rows = runs(dA, z, dZ);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.reluBackward(
            dA.array(), dA.index(i, 0), z.array(), z.index(i, 0), dZ.array(), dZ.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        dZ.array()[dZ.index(i, j)] = at(z, i, j) <= 0 ? 0 : at(dA, i, j);
      }
    }
  }

  static void subtract(FloatMatrix a, FloatMatrix b, FloatMatrix c, boolean vectors) {
    if (vectors && contiguousRows(a, b) && contiguousRows(b, c)) {
      int rows = runs(a, b, c);
      int n = runLength(c, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.subtract(
            a.array(), a.index(i, 0), b.array(), b.index(i, 0), c.array(), c.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        c.array()[c.index(i, j)] = at(a, i, j) - at(b, i, j);
      }
    }
  }

  static void axpy(float alpha, FloatMatrix x, FloatMatrix y, boolean vectors) {
    if (vectors && contiguousRows(x, y)) {
      int rows = runs(x, x, y);
      int n = runLength(y, rows);
      for (int i = 0; i < rows; i++) {
        FloatElementwise.axpy(alpha, x.array(), x.index(i, 0), y.array(), y.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        y.array()[y.index(i, j)] = Math.fma(alpha, at(x, i, j), at(y, i, j));
      }
    }
  }

  /**
   * s_i := factor · Σ_j x_ij, the sum in the fixed order of 16 stripes.
   *
   * @param x rows×n
   * @param factor a float
   * @param sums rows×1, written
   * @param stripes memory for the stripes
   */
  static void rowSums(
      FloatMatrix x, float factor, FloatMatrix sums, float[] stripes, boolean vectors) {
    for (int i = 0; i < x.rows(); i++) {
      int row = x.index(i, 0);
      float sum =
          vectors && x.colStride() == 1
              ? FloatElementwise.rowSum(x.array(), row, x.cols(), stripes)
              : PinnedSum.sum(x.array(), row, x.colStride(), x.cols(), stripes);
      sums.array()[sums.index(i, 0)] = sum * factor;
    }
  }

  /**
   * Returns the cross-entropy of logits and labels in double, in the fixed order of 16 stripes, row
   * after row into the same stripes.
   *
   * @param z logits
   * @param y labels
   * @param scratch {@link LogisticLoss#SCRATCH} elements, overwritten; the stripes are the first 16
   */
  static double logisticLoss(FloatMatrix z, FloatMatrix y, double[] scratch, boolean vectors) {
    PinnedSum.reset(scratch);
    boolean whole = vectors && contiguousRows(z, y);
    for (int i = 0; i < z.rows(); i++) {
      if (whole) {
        LogisticLoss.accumulate(
            z.array(), z.index(i, 0), y.array(), y.index(i, 0), z.cols(), scratch);
      } else {
        for (int j = 0; j < z.cols(); j++) {
          scratch[j % PinnedSum.STRIPES] += DoubleMath.logisticLoss(at(z, i, j), at(y, i, j));
        }
      }
    }
    return PinnedSum.combine(scratch);
  }

  private static boolean contiguousRows(Matrix x, Matrix y) {
    return x.colStride() == 1 && y.colStride() == 1;
  }

  /**
   * Returns how many contiguous runs to process: the rows, or 1 if all operands lie back to back.
   */
  private static int runs(Matrix x, Matrix y, Matrix z) {
    boolean one = x.isContiguous() && y.isContiguous() && z.isContiguous();
    return one ? Math.min(1, x.rows()) : x.rows();
  }

  private static int runLength(Matrix x, int runs) {
    return runs == x.rows() ? x.cols() : x.rows() * x.cols();
  }

  private static float at(FloatMatrix x, int i, int j) {
    return x.array()[x.index(i, j)];
  }
}
