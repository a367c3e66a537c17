// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared.Side;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/**
 * Layer 1 without W1. Each update adds a combination of X's columns to W1, so W1 = W1⁰ + C·Xᵀ with
 * C (n1 × m) from 0. With G = Xᵀ·X (m × m) and Z1⁰ = W1⁰·X, both computed once,
 *
 * <pre>
 *   Z1 = (Z1⁰ + C·G) + b1        C ← C − (α/m)·dZ1
 * </pre>
 *
 * and no product over n0 is left. A batch is a block of columns: of Z1⁰, of G and of the update of
 * C; α is divided by the batch's size. docs/gram.md has the derivation.
 */
public final class GramFirstLayer implements FirstLayer {

  private final Backend backend;
  private final Parameters parameters;
  private final Matrix G;
  private final Matrix Z0;
  private final Matrix C;

  /**
   * Makes the layer from products already computed.
   *
   * @param backend what runs it
   * @param parameters W1 is W1⁰ and stays as it is, b1 is read
   * @param G Xᵀ·X, m × m
   * @param Z0 W1⁰·X, n1 × m
   */
  public GramFirstLayer(Backend backend, Parameters parameters, Matrix G, Matrix Z0) {
    this.backend = backend;
    this.parameters = parameters;
    this.G = G;
    this.Z0 = Z0;
    this.C = Matrix.zeros(Z0.type(), Z0.rows(), Z0.cols());
  }

  /** Returns the layer for inputs X, n0 × m. */
  public static GramFirstLayer of(Backend backend, Parameters parameters, Matrix X) {
    return new GramFirstLayer(
        backend,
        parameters,
        InnerProducts.of(backend, X),
        initialOutput(backend, parameters.weight(1), X));
  }

  /**
   * Returns Z1⁰ = W1⁰·X, n1 × m.
   *
   * @param backend what computes
   * @param W W1⁰, n1 × n0
   * @param X inputs, n0 × m
   */
  public static Matrix initialOutput(Backend backend, Matrix W, Operand X) {
    Matrix Z = Matrix.zeros(W.type(), W.rows(), X.cols());
    backend.gemm(W, X, Z, Epilogue.NONE);
    return Z;
  }

  @Override
  public Share plan(int from, int to, Workspace workspace) {
    Product output = planOutput(G.columns(from, to), Z0.columns(from, to), workspace);
    Matrix ownC = C.columns(from, to);
    Matrix dZ = workspace.dZ(1);
    double perExample = 1.0 / (to - from);
    return new Share() {
      @Override
      public Product output() {
        return output;
      }

      @Override
      public void backward() {
        // dW1 = (1/m)·dZ1·Xᵀ is never formed: dZ1 says it all.
      }

      @Override
      public void update(double learningRate) {
        GradientDescent.update(backend, learningRate * perExample, dZ, ownC);
      }
    };
  }

  /**
   * Plans the layer's output for k examples, seen in training or not.
   *
   * @param G XᵀX′, m × k, with X′ (n0 × k) their inputs; read now
   * @param Z0 W1⁰·X′, n1 × k
   * @param workspace of k examples, written
   */
  public Product planOutput(Matrix G, Matrix Z0, Workspace workspace) {
    Epilogue then = LinearForward.epilogue(workspace.topology(), 1, parameters.bias(1));
    return backend.plan(
        C, backend.prepare(G, Side.RIGHT), workspace.output(1), new Epilogue.Add(Z0, then));
  }

  @Override
  public Matrix weights(Matrix X) {
    Matrix W0 = parameters.weight(1);
    Matrix W = Matrix.zeros(W0.type(), W0.rows(), W0.cols());
    backend.gemm(C, X.transposed(), W, new Epilogue.Add(W0, Epilogue.NONE));
    return W;
  }
}
