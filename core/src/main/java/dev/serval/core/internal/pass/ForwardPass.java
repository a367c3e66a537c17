// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Product;

/** A[1]..A[L] of a fixed batch, planned once; running it allocates nothing. */
public final class ForwardPass {

  private final Backend backend;
  private final Parameters parameters;
  private final Workspace workspace;

  // What computes Workspace.output of layer l, at l − 1.
  private final Product[] layers;

  /**
   * Plans the pass.
   *
   * @param backend what runs it
   * @param parameters W2, …, WL and b2, …, bL, read anew at every run
   * @param first computes the output of layer 1, the only one that sees X
   * @param workspace for m examples, written
   */
  public ForwardPass(Backend backend, Parameters parameters, Product first, Workspace workspace) {
    this.backend = backend;
    this.parameters = parameters;
    this.workspace = workspace;
    this.layers = new Product[parameters.layers()];
    layers[0] = first;
    for (int l = 2; l <= layers.length; l++) {
      Matrix W = parameters.weight(l);
      Matrix b = parameters.bias(l);
      layers[l - 1] = LinearForward.planLayer(backend, W, workspace.A(l - 1), b, l, workspace);
    }
  }

  /** Computes A[1]..A[L] from the current parameters. */
  public void run() {
    for (Product layer : layers) {
      layer.run();
    }
    int L = layers.length;
    ActivationStep.forward(
        backend, parameters.topology().activation(L), workspace.ZL(), workspace.A(L));
  }

  /**
   * Returns the cost at the last run's logits.
   *
   * @param Y labels, n_L × m
   */
  public double cost(Matrix Y) {
    return CrossEntropy.fromLogits(backend, workspace.ZL(), Y);
  }
}
