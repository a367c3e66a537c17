// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.model.Activation;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/**
 * Z = W·A_prev + b, and A = g(W·A_prev + b) without storing Z. W is n_l × n_{l−1}, A_prev n_{l−1} ×
 * m, b n_l × 1, Z and A n_l × m.
 */
public final class LinearForward {

  private LinearForward() {}

  /** Plans Z := W·A_prev + b. */
  public static Product plan(Backend backend, Operand W, Operand A_prev, Matrix b, Matrix Z) {
    return backend.plan(W, A_prev, Z, new Epilogue.Bias(b));
  }

  /**
   * Plans A := g(W·A_prev + b), the same bits as {@link #plan} followed by {@link ActivationStep}.
   */
  public static Product planActivated(
      Backend backend, Operand W, Operand A_prev, Matrix b, Activation g, Matrix A) {
    return backend.plan(W, A_prev, A, activated(b, g));
  }

  private static Epilogue activated(Matrix b, Activation g) {
    return switch (g) {
      case RELU -> new Epilogue.BiasRelu(b);
      case SIGMOID -> new Epilogue.BiasSigmoid(b);
    };
  }

  /**
   * Plans layer l of a training step: A[l] := g(W·A_prev + b), or Z[L] := W·A_prev + b for the last
   * layer, whose logits the cost needs.
   */
  static Product planLayer(
      Backend backend, Operand W, Operand A_prev, Matrix b, int l, Workspace workspace) {
    return backend.plan(W, A_prev, workspace.output(l), epilogue(workspace.topology(), l, b));
  }

  /** Returns what makes W·A_prev into {@link Workspace#output}. */
  static Epilogue epilogue(Topology topology, int l, Matrix b) {
    return l < topology.layers() ? activated(b, topology.activation(l)) : new Epilogue.Bias(b);
  }
}
