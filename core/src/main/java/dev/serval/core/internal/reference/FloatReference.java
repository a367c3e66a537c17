// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

import dev.serval.core.math.FloatMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;

/**
 * The elementwise part of the numerics contract in plain loops (docs/numerics.md): what every
 * backend must compute, bit for bit. No blocking, no packing, no threads.
 */
final class FloatReference {

  private FloatReference() {}

  static float at(Matrix matrix, int i, int j) {
    return ((FloatMatrix) matrix).array()[matrix.index(i, j)];
  }

  static float relu(float z) {
    return z <= 0 ? 0 : z;
  }

  static void sigmoid(FloatMatrix z, FloatMatrix a) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        a.array()[a.index(i, j)] = FloatMath.sigmoid(at(z, i, j));
      }
    }
  }

  static void relu(FloatMatrix z, FloatMatrix a) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        a.array()[a.index(i, j)] = relu(at(z, i, j));
      }
    }
  }

  static void sigmoidBackward(FloatMatrix dA, FloatMatrix z, FloatMatrix dZ) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        float s = FloatMath.sigmoid(at(z, i, j));
        dZ.array()[dZ.index(i, j)] = at(dA, i, j) * s * (1 - s);
      }
    }
  }

  static void reluBackward(FloatMatrix dA, FloatMatrix z, FloatMatrix dZ) {
    for (int i = 0; i < z.rows(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        dZ.array()[dZ.index(i, j)] = at(z, i, j) <= 0 ? 0 : at(dA, i, j);
      }
    }
  }

  static void subtract(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        c.array()[c.index(i, j)] = at(a, i, j) - at(b, i, j);
      }
    }
  }

  static void axpy(double alpha, FloatMatrix x, FloatMatrix y) {
    float factor = (float) alpha;
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        y.array()[y.index(i, j)] = Math.fma(factor, at(x, i, j), at(y, i, j));
      }
    }
  }

  static void rowSums(FloatMatrix x, double factor, FloatMatrix sums) {
    for (int i = 0; i < x.rows(); i++) {
      sums.array()[sums.index(i, 0)] = stripes(x, i, 0, 1) * (float) factor;
    }
  }

  /**
   * Returns the sum of stripes {@code first}, first + step, first + 2·step … of a row, in the fixed
   * tree: (s0 + s8) and (s4 + s12) make one branch, and so on up to step 1, all 16 stripes.
   */
  private static float stripes(FloatMatrix x, int row, int first, int step) {
    if (step < PinnedSum.STRIPES) {
      return stripes(x, row, first, 2 * step) + stripes(x, row, first + step, 2 * step);
    }
    float sum = 0;
    for (int j = first; j < x.cols(); j += PinnedSum.STRIPES) {
      sum += at(x, row, j);
    }
    return sum;
  }
}
