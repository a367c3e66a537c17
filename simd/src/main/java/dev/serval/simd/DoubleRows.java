// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

// Generated from FloatRows.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.simd.elementwise.DoubleElementwise;
import dev.serval.simd.elementwise.LogisticLoss;

/**
 * Elementwise operations and sums on views: in vectors where the caller wants them and the rows of
 * all operands are contiguous (all rows at once where the operands are), else element by element
 * with the scalar forms, which give the same bits.
 */
final class DoubleRows {

  private DoubleRows() {}

  static void sigmoid(DoubleMatrix z, DoubleMatrix a, boolean vectors) {
    if (vectors && contiguousRows(z, a)) {
      int rows = runs(z, z, a);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.sigmoid(z.array(), z.index(i, 0), a.array(), a.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        a.array()[a.index(i, j)] = DoubleMath.sigmoid(at(z, i, j));
      }
    }
  }

  static void relu(DoubleMatrix z, DoubleMatrix a, boolean vectors) {
    if (vectors && contiguousRows(z, a)) {
      int rows = runs(z, z, a);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.relu(z.array(), z.index(i, 0), a.array(), a.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        double value = at(z, i, j);
        a.array()[a.index(i, j)] = value <= 0 ? 0 : value;
      }
    }
  }

  static void sigmoidBackward(DoubleMatrix dA, DoubleMatrix z, DoubleMatrix dZ, boolean vectors) {
    if (vectors && contiguousRows(dA, z) && contiguousRows(z, dZ)) {
      int rows = runs(dA, z, dZ);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.sigmoidBackward(
            dA.array(), dA.index(i, 0), z.array(), z.index(i, 0), dZ.array(), dZ.index(i, 0), n);
      }
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        double s = DoubleMath.sigmoid(at(z, i, j));
        dZ.array()[dZ.index(i, j)] = at(dA, i, j) * s * (1 - s);
      }
    }
  }

  static void reluBackward(DoubleMatrix dA, DoubleMatrix z, DoubleMatrix dZ, boolean vectors) {
    if (vectors && contiguousRows(dA, z) && contiguousRows(z, dZ)) {
      int rows = runs(dA, z, dZ);
      int n = runLength(z, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.reluBackward(
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

  static void subtract(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, boolean vectors) {
    if (vectors && contiguousRows(a, b) && contiguousRows(b, c)) {
      int rows = runs(a, b, c);
      int n = runLength(c, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.subtract(
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

  static void axpy(double alpha, DoubleMatrix x, DoubleMatrix y, boolean vectors) {
    if (vectors && contiguousRows(x, y)) {
      int rows = runs(x, x, y);
      int n = runLength(y, rows);
      for (int i = 0; i < rows; i++) {
        DoubleElementwise.axpy(alpha, x.array(), x.index(i, 0), y.array(), y.index(i, 0), n);
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
   * @param factor a double
   * @param sums rows×1, written
   * @param stripes memory for the stripes
   */
  static void rowSums(
      DoubleMatrix x, double factor, DoubleMatrix sums, double[] stripes, boolean vectors) {
    for (int i = 0; i < x.rows(); i++) {
      int row = x.index(i, 0);
      double sum =
          vectors && x.colStride() == 1
              ? DoubleElementwise.rowSum(x.array(), row, x.cols(), stripes)
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
  static double logisticLoss(DoubleMatrix z, DoubleMatrix y, double[] scratch, boolean vectors) {
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

  private static double at(DoubleMatrix x, int i, int j) {
    return x.array()[x.index(i, j)];
  }
}
