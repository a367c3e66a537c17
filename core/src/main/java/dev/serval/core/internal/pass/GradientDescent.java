// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;

/** W ← W − α·dW, for weights and biases alike: one fma, so one rounding, per element. */
public final class GradientDescent {

  private GradientDescent() {}

  /** Updates W in place. */
  public static void update(Backend backend, double learningRate, Matrix dW, Matrix W) {
    backend.axpy(-learningRate, dW, W);
  }
}
