// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;

/**
 * The cross-entropy cost and its gradient, in the two forms that agree up to rounding: from logits,
 * which training uses because it cannot overflow, and the notebook's literal one from
 * probabilities, which turns infinite or NaN where AL is exactly 0 or 1. All matrices are n_L × m.
 */
public final class CrossEntropy {

  private CrossEntropy() {}

  /** Returns J = (1/m) Σ max(z, 0) − z·y + log1p(e^−|z|), always in double. */
  public static double fromLogits(Backend backend, Matrix Z, Matrix Y) {
    return backend.logisticLoss(Z, Y) * (1.0 / Z.cols());
  }

  /** dZ := AL − Y, the gradient of {@link #fromLogits} (times m) with AL = sigmoid(Z). */
  public static void gradientFromLogits(Backend backend, Matrix AL, Matrix Y, Matrix dZ) {
    backend.subtract(AL, Y, dZ);
  }

  /** Returns J = −(1/m) Σ y·log(a) + (1 − y)·log(1 − a), as written in the notebook, in double. */
  public static double literal(Matrix AL, Matrix Y) {
    double[] stripes = new double[PinnedSum.STRIPES];
    for (int i = 0; i < AL.rows(); i++) {
      for (int j = 0; j < AL.cols(); j++) {
        double a = AL.get(i, j);
        double y = Y.get(i, j);
        stripes[j % PinnedSum.STRIPES] += y * DoubleMath.log(a) + (1 - y) * DoubleMath.log(1 - a);
      }
    }
    return -(1.0 / AL.cols()) * PinnedSum.combine(stripes);
  }

  /** dAL := −(y/a − (1 − y)/(1 − a)), as written in the notebook; in double, rounded once. */
  public static void literalGradient(Matrix AL, Matrix Y, Matrix dAL) {
    for (int i = 0; i < AL.rows(); i++) {
      for (int j = 0; j < AL.cols(); j++) {
        double a = AL.get(i, j);
        double y = Y.get(i, j);
        dAL.set(i, j, -(y / a - (1 - y) / (1 - a)));
      }
    }
  }
}
