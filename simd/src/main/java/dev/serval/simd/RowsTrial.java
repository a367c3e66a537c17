// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.simd.elementwise.LogisticLoss;
import dev.serval.simd.warm.Trial;

/** The elementwise operations and sums of one type, on zeros. */
final class RowsTrial implements Trial {

  private static final int ROWS = 3;

  /** Whole vectors and a tail; as wide as the matrices of a training step. */
  private static final int COLS = 217;

  private final ElementType type;
  private Matrix x;
  private Matrix y;
  private Matrix sums;
  private final float[] floats = new float[PinnedSum.STRIPES];
  private final double[] doubles = new double[LogisticLoss.SCRATCH];

  RowsTrial(ElementType type) {
    this.type = type;
    x = Matrix.zeros(type, 0, 0);
    y = x;
    sums = x;
  }

  @Override
  public void prepare() {
    x = Matrix.zeros(type, ROWS, COLS);
    y = Matrix.zeros(type, ROWS, COLS);
    sums = Matrix.zeros(type, ROWS, 1);
  }

  @Override
  public void kernels() {
    run(true);
  }

  @Override
  public void plain() {
    run(false);
  }

  private void run(boolean vectors) {
    if (x instanceof FloatMatrix m) {
      FloatMatrix n = (FloatMatrix) y;
      FloatRows.sigmoid(m, n, vectors);
      FloatRows.relu(m, n, vectors);
      FloatRows.reluBackward(m, n, n, vectors);
      FloatRows.subtract(m, n, n, vectors);
      FloatRows.axpy(0, m, n, vectors);
      FloatRows.rowSums(m, 1, (FloatMatrix) sums, floats, vectors);
      FloatRows.logisticLoss(m, n, doubles, vectors);
    } else if (x instanceof DoubleMatrix m) {
      DoubleMatrix n = (DoubleMatrix) y;
      DoubleRows.sigmoid(m, n, vectors);
      DoubleRows.relu(m, n, vectors);
      DoubleRows.reluBackward(m, n, n, vectors);
      DoubleRows.subtract(m, n, n, vectors);
      DoubleRows.axpy(0, m, n, vectors);
      DoubleRows.rowSums(m, 1, (DoubleMatrix) sums, doubles, vectors);
      DoubleRows.logisticLoss(m, n, doubles, vectors);
    }
  }
}
