// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.model.Activation;
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
    Epilogue epilogue =
        switch (g) {
          case RELU -> new Epilogue.BiasRelu(b);
          case SIGMOID -> new Epilogue.BiasSigmoid(b);
        };
    return backend.plan(W, A_prev, A, epilogue);
  }
}
