// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared.Side;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Product;

/**
 * Layer 1 as the notebook has it: Z1 = W1·X + b1, dW1 = (1/m)·dZ1·Xᵀ, W1 ← W1 − α·dW1. X never
 * changes, so each batch is prepared once in both orientations.
 */
public final class DirectFirstLayer implements FirstLayer {

  private final Backend backend;
  private final Parameters parameters;
  private final Matrix X;
  private final Matrix dW;

  /**
   * Makes the layer.
   *
   * @param backend what runs it
   * @param parameters W1 is updated in place, b1 read
   * @param X inputs, n0 × m
   */
  public DirectFirstLayer(Backend backend, Parameters parameters, Matrix X) {
    this.backend = backend;
    this.parameters = parameters;
    this.X = X;
    Matrix W = parameters.weight(1);
    this.dW = Matrix.zeros(W.type(), W.rows(), W.cols());
  }

  /** Returns dW1 of the last backward pass, n1 × n0. */
  public Matrix dW() {
    return dW;
  }

  @Override
  public Share plan(int from, int to, Workspace workspace) {
    Matrix batch = X.columns(from, to);
    Operand right = backend.prepare(batch, Side.RIGHT);
    Operand transposed = backend.prepare(batch.transposed(), Side.RIGHT);
    Matrix W = parameters.weight(1);
    Product output = LinearForward.planLayer(backend, W, right, parameters.bias(1), 1, workspace);
    Product gradient = LinearBackward.planWeights(backend, workspace.dZ(1), transposed, dW);
    return new Share() {
      @Override
      public Product output() {
        return output;
      }

      @Override
      public void backward() {
        gradient.run();
      }

      @Override
      public void update(double learningRate) {
        GradientDescent.update(backend, learningRate, dW, W);
      }
    };
  }

  @Override
  public Matrix weights(Matrix X) {
    return parameters.weight(1).copy();
  }
}
