// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Activation;
import dev.serval.core.spi.Backend;

/** A = g(Z) and its backward step dZ = dA · g′(Z), elementwise; all matrices have one shape. */
public final class ActivationStep {

  private ActivationStep() {}

  /** A := g(Z); A may be Z. */
  public static void forward(Backend backend, Activation g, Matrix Z, Matrix A) {
    switch (g) {
      case RELU -> backend.relu(Z, A);
      case SIGMOID -> backend.sigmoid(Z, A);
    }
  }

  /** dZ := dA · g′(Z); dZ may be dA or Z. */
  public static void backward(Backend backend, Activation g, Matrix dA, Matrix Z, Matrix dZ) {
    switch (g) {
      case RELU -> backend.reluBackward(dA, Z, dZ);
      case SIGMOID -> backend.sigmoidBackward(dA, Z, dZ);
    }
  }
}
