// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared.Side;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Product;

/**
 * One iteration of gradient descent on a fixed batch, planned once: forward, cost from logits,
 * backward, update. Running it allocates nothing. dA[0] is not computed: nothing uses it.
 */
public final class TrainingStep {

  private final Backend backend;
  private final Parameters parameters;
  private final Matrix Y;
  private final Workspace workspace;
  private final Product[] forward;
  private final Product[] weightGradients;
  private final Product[] inputGradients;

  /**
   * Plans the step. X never changes, so it is prepared once in both orientations: as the right
   * factor of W1·X and, transposed, of dZ1·Xᵀ.
   *
   * @param backend what runs it
   * @param parameters W and b, updated in place by {@link #update}
   * @param X inputs, n0 × m
   * @param Y labels, n_L × m
   */
  public TrainingStep(Backend backend, Parameters parameters, Matrix X, Matrix Y) {
    this.backend = backend;
    this.parameters = parameters;
    this.Y = Y;
    Topology topology = parameters.topology();
    int L = topology.layers();
    this.workspace = new Workspace(topology, X.cols(), parameters.type());
    this.forward = new Product[L];
    this.weightGradients = new Product[L];
    this.inputGradients = new Product[L];
    Operand A_prev = backend.prepare(X, Side.RIGHT);
    Operand A_prev_T = backend.prepare(X.transposed(), Side.RIGHT);
    for (int l = 1; l <= L; l++) {
      Matrix W = parameters.weight(l);
      Matrix b = parameters.bias(l);
      forward[l - 1] =
          l < L
              ? LinearForward.planActivated(
                  backend, W, A_prev, b, topology.activation(l), workspace.A(l))
              : LinearForward.plan(backend, W, A_prev, b, workspace.ZL());
      weightGradients[l - 1] =
          LinearBackward.planWeights(backend, workspace.dZ(l), A_prev_T, workspace.dW(l));
      if (l > 1) {
        inputGradients[l - 1] =
            LinearBackward.planInputThroughRelu(
                backend, W, workspace.dZ(l), workspace.A(l - 1), workspace.dZ(l - 1));
      }
      A_prev = workspace.A(l);
      A_prev_T = workspace.A(l).transposed();
    }
  }

  /** Computes A[1]..A[L] and returns the cost of the current parameters. */
  public double forward() {
    for (Product layer : forward) {
      layer.run();
    }
    int L = parameters.layers();
    ActivationStep.forward(
        backend, parameters.topology().activation(L), workspace.ZL(), workspace.A(L));
    return CrossEntropy.fromLogits(backend, workspace.ZL(), Y);
  }

  /** Computes dW and db of every layer from the last {@link #forward}. */
  public void backward() {
    int L = parameters.layers();
    CrossEntropy.gradientFromLogits(backend, workspace.A(L), Y, workspace.dZ(L));
    for (int l = L; l >= 1; l--) {
      weightGradients[l - 1].run();
      LinearBackward.bias(backend, workspace.dZ(l), workspace.db(l));
      if (l > 1) {
        inputGradients[l - 1].run();
      }
    }
  }

  /** Moves every parameter one step against its gradient. */
  public void update(double learningRate) {
    for (int l = 1; l <= parameters.layers(); l++) {
      GradientDescent.update(backend, learningRate, workspace.dW(l), parameters.weight(l));
      GradientDescent.update(backend, learningRate, workspace.db(l), parameters.bias(l));
    }
  }

  /** Returns the matrices of the last iteration. */
  public Workspace workspace() {
    return workspace;
  }
}
