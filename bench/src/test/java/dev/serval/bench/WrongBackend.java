// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/**
 * The reference, but the last element of every product and every activation is off by one unit in
 * the last place: the smallest error there is, where it is found last. The first results may be
 * right.
 */
final class WrongBackend extends Backend {

  private final Backend right = BackendChoice.openReference();
  private int rightResults;

  /** Makes a backend whose first results, this many, are right. */
  WrongBackend(int rightResults) {
    this.rightResults = rightResults;
  }

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public String description() {
    return "wrong: on purpose";
  }

  @Override
  public int threads() {
    return 1;
  }

  private void spoil(Matrix result) {
    if (rightResults-- > 0) {
      return;
    }
    int i = result.rows() - 1;
    int j = result.cols() - 1;
    double value = result.get(i, j);
    result.set(
        i,
        j,
        result.type() == ElementType.FLOAT32 ? Math.nextDown((float) value) : Math.nextDown(value));
  }

  private static final class Copy extends Prepared {
    private final Matrix elements;

    Copy(WrongBackend owner, Side side, Matrix source) {
      super(owner, side, source);
      elements = source.copy();
    }
  }

  @Override
  protected Prepared doPrepare(Matrix constant, Prepared.Side side) {
    return new Copy(this, side, constant);
  }

  private static Matrix matrix(Operand operand) {
    return switch (operand) {
      case Matrix matrix -> matrix;
      case Prepared prepared -> ((Copy) prepared).elements;
    };
  }

  @Override
  protected Product doPlan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    Product product = right.plan(matrix(a), matrix(b), c, epilogue);
    return () -> {
      product.run();
      spoil(c);
    };
  }

  @Override
  protected void doSigmoid(Matrix z, Matrix a) {
    right.sigmoid(z, a);
    spoil(a);
  }

  @Override
  protected void doRelu(Matrix z, Matrix a) {
    right.relu(z, a);
    spoil(a);
  }

  @Override
  protected void doSigmoidBackward(Matrix dA, Matrix z, Matrix dZ) {
    right.sigmoidBackward(dA, z, dZ);
  }

  @Override
  protected void doReluBackward(Matrix dA, Matrix z, Matrix dZ) {
    right.reluBackward(dA, z, dZ);
  }

  @Override
  protected void doSubtract(Matrix a, Matrix b, Matrix c) {
    right.subtract(a, b, c);
  }

  @Override
  protected void doAxpy(double alpha, Matrix x, Matrix y) {
    right.axpy(alpha, x, y);
  }

  @Override
  protected void doRowSums(Matrix x, double factor, Matrix sums) {
    right.rowSums(x, factor, sums);
  }

  @Override
  protected double doLogisticLoss(Matrix z, Matrix y) {
    return right.logisticLoss(z, y);
  }

  @Override
  public void close() {
    right.close();
  }
}
