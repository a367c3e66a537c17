// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Product;

/**
 * One iteration of gradient descent on a fixed batch, planned once: forward, cost from logits,
 * backward, update. Running it allocates nothing. dA[0] is not computed: nothing uses it. Layer 1
 * is a {@link FirstLayer}, direct or Gram; layers 2..L are here.
 */
public final class TrainingStep {

  private final Backend backend;
  private final Parameters parameters;
  private final Matrix Y;
  private final Workspace workspace;
  private final FirstLayer.Share first;

  private final ForwardPass forward;

  // Those of layer l at l − 1; none of layer 1.
  private final Product[] weightGradients;
  private final Product[] inputGradients;

  /**
   * Plans the step.
   *
   * @param backend what runs it
   * @param parameters W2, …, WL and all b, updated in place by {@link #update}
   * @param first layer 1's share, planned for the same workspace
   * @param Y labels of the batch, n_L × m
   * @param workspace for m examples; steps that do not run at the same time may share one
   */
  public TrainingStep(
      Backend backend,
      Parameters parameters,
      FirstLayer.Share first,
      Matrix Y,
      Workspace workspace) {
    this.backend = backend;
    this.parameters = parameters;
    this.first = first;
    this.Y = Y;
    this.workspace = workspace;
    this.forward = new ForwardPass(backend, parameters, first.output(), workspace);
    int L = parameters.layers();
    this.weightGradients = new Product[L];
    this.inputGradients = new Product[L];
    for (int l = 2; l <= L; l++) {
      Matrix W = parameters.weight(l);
      Matrix A_prev = workspace.A(l - 1);
      Matrix dZ = workspace.dZ(l);
      weightGradients[l - 1] =
          LinearBackward.planWeights(backend, dZ, A_prev.transposed(), workspace.dW(l));
      inputGradients[l - 1] =
          LinearBackward.planInputThroughRelu(backend, W, dZ, A_prev, workspace.dZ(l - 1));
    }
  }

  /**
   * Plans a step for every batch. Batches of one size share a workspace.
   *
   * @param backend what runs them
   * @param parameters as for the constructor
   * @param first layer 1
   * @param Y all labels, n_L × m
   * @param batches how the m examples are cut
   */
  public static TrainingStep[] forBatches(
      Backend backend, Parameters parameters, FirstLayer first, Matrix Y, Batches batches) {
    TrainingStep[] steps = new TrainingStep[batches.count()];
    Workspace workspace = new Workspace(parameters.topology(), batches.size(), parameters.type());
    for (int k = 0; k < steps.length; k++) {
      int from = batches.from(k);
      int to = batches.to(k);
      if (to - from != workspace.examples()) { // the last one, shorter
        workspace = new Workspace(parameters.topology(), to - from, parameters.type());
      }
      FirstLayer.Share share = first.plan(from, to, workspace);
      steps[k] = new TrainingStep(backend, parameters, share, Y.columns(from, to), workspace);
    }
    return steps;
  }

  /**
   * Does one iteration, unless the cost is NaN or infinite: then the parameters stay as they are.
   *
   * @return the cost before the update
   */
  public double run(double learningRate) {
    double cost = forward();
    if (Double.isFinite(cost)) {
      backward();
      update(learningRate);
    }
    return cost;
  }

  /** Computes A[1]..A[L] and returns the cost of the current parameters on the batch. */
  public double forward() {
    forward.run();
    return forward.cost(Y);
  }

  /** Computes dZ, dW and db of every layer from the last {@link #forward}. */
  public void backward() {
    int L = parameters.layers();
    CrossEntropy.gradientFromLogits(backend, workspace.A(L), Y, workspace.dZ(L));
    for (int l = L; l >= 1; l--) {
      if (l > 1) {
        weightGradients[l - 1].run();
        inputGradients[l - 1].run();
      } else {
        first.backward();
      }
      LinearBackward.bias(backend, workspace.dZ(l), workspace.db(l));
    }
  }

  /** Moves every parameter one step against its gradient. */
  public void update(double learningRate) {
    first.update(learningRate);
    for (int l = 1; l <= parameters.layers(); l++) {
      if (l > 1) {
        GradientDescent.update(backend, learningRate, workspace.dW(l), parameters.weight(l));
      }
      GradientDescent.update(backend, learningRate, workspace.db(l), parameters.bias(l));
    }
  }
}
