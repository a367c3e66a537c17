// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/**
 * The executable specification: plain loops on the caller's thread. Slow and obviously right; if
 * another backend disagrees with it, the other one is wrong.
 */
public final class ReferenceBackend extends Backend {

  /** The name users choose it by. */
  public static final String NAME = "reference";

  /** Creates a reference backend; it owns nothing. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "reference: plain loops, 1 thread";
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  protected Prepared doPrepare(Matrix constant, Prepared.Side side) {
    return new Copy(this, side, constant);
  }

  @Override
  protected Product doPlan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    Matrix left = matrix(a);
    Matrix right = matrix(b);
    return switch (c) {
      case FloatMatrix f ->
          new FloatReferenceGemm((FloatMatrix) left, (FloatMatrix) right, f, epilogue);
      case DoubleMatrix d ->
          new DoubleReferenceGemm((DoubleMatrix) left, (DoubleMatrix) right, d, epilogue);
    };
  }

  private static Matrix matrix(Operand operand) {
    return switch (operand) {
      case Matrix matrix -> matrix;
      case Prepared prepared -> ((Copy) prepared).elements;
    };
  }

  /** What this backend prepares: a plain copy. */
  private static final class Copy extends Prepared {
    final Matrix elements;

    Copy(ReferenceBackend owner, Side side, Matrix source) {
      super(owner, side, source);
      this.elements = source.copy();
    }
  }

  @Override
  protected void doSigmoid(Matrix z, Matrix a) {
    switch (z) {
      case FloatMatrix f -> FloatReference.sigmoid(f, (FloatMatrix) a);
      case DoubleMatrix d -> DoubleReference.sigmoid(d, (DoubleMatrix) a);
    }
  }

  @Override
  protected void doRelu(Matrix z, Matrix a) {
    switch (z) {
      case FloatMatrix f -> FloatReference.relu(f, (FloatMatrix) a);
      case DoubleMatrix d -> DoubleReference.relu(d, (DoubleMatrix) a);
    }
  }

  @Override
  protected void doSigmoidBackward(Matrix dA, Matrix z, Matrix dZ) {
    switch (z) {
      case FloatMatrix f -> FloatReference.sigmoidBackward((FloatMatrix) dA, f, (FloatMatrix) dZ);
      case DoubleMatrix d ->
          DoubleReference.sigmoidBackward((DoubleMatrix) dA, d, (DoubleMatrix) dZ);
    }
  }

  @Override
  protected void doReluBackward(Matrix dA, Matrix z, Matrix dZ) {
    switch (z) {
      case FloatMatrix f -> FloatReference.reluBackward((FloatMatrix) dA, f, (FloatMatrix) dZ);
      case DoubleMatrix d -> DoubleReference.reluBackward((DoubleMatrix) dA, d, (DoubleMatrix) dZ);
    }
  }

  @Override
  protected void doSubtract(Matrix a, Matrix b, Matrix c) {
    switch (c) {
      case FloatMatrix f -> FloatReference.subtract((FloatMatrix) a, (FloatMatrix) b, f);
      case DoubleMatrix d -> DoubleReference.subtract((DoubleMatrix) a, (DoubleMatrix) b, d);
    }
  }

  @Override
  protected void doAxpy(double alpha, Matrix x, Matrix y) {
    switch (y) {
      case FloatMatrix f -> FloatReference.axpy(alpha, (FloatMatrix) x, f);
      case DoubleMatrix d -> DoubleReference.axpy(alpha, (DoubleMatrix) x, d);
    }
  }

  @Override
  protected void doRowSums(Matrix x, double factor, Matrix sums) {
    switch (x) {
      case FloatMatrix f -> FloatReference.rowSums(f, factor, (FloatMatrix) sums);
      case DoubleMatrix d -> DoubleReference.rowSums(d, factor, (DoubleMatrix) sums);
    }
  }

  @Override
  protected double doLogisticLoss(Matrix z, Matrix y) {
    return lossStripes(z, y, 0, 1);
  }

  /** Returns the sum of stripes first, first + step … in the fixed tree, as for row sums. */
  private static double lossStripes(Matrix z, Matrix y, int first, int step) {
    if (step < PinnedSum.STRIPES) {
      return lossStripes(z, y, first, 2 * step) + lossStripes(z, y, first + step, 2 * step);
    }
    double sum = 0;
    for (int i = 0; i < z.rows(); i++) {
      for (int j = first; j < z.cols(); j += PinnedSum.STRIPES) {
        sum += DoubleMath.logisticLoss(z.get(i, j), y.get(i, j));
      }
    }
    return sum;
  }

  @Override
  public void close() {
    // owns nothing
  }
}
