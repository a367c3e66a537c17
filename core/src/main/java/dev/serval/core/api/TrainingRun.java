// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.pass.Batches;
import dev.serval.core.internal.pass.DirectFirstLayer;
import dev.serval.core.internal.pass.FirstLayer;
import dev.serval.core.internal.pass.GramFirstLayer;
import dev.serval.core.internal.pass.TrainingStep;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradient descent in progress, one {@link #step} at a time. Made by {@link Trainer#start}. A step
 * allocates nothing once the virtual machine has compiled it. One thread at a time.
 *
 * <p>A run is continued by stepping on, bit for bit as if it had never paused, in either form. A
 * new run from {@link #parameters} is bit for bit the same only if it is direct (and begins at the
 * first batch): in Gram form it starts from a W1 that was rounded, and goes on from there with
 * slightly other roundings.
 */
public final class TrainingRun {

  private final Parameters parameters;
  private final Matrix inputs;
  private final FirstLayer first;
  private final TrainingStep[] steps;
  private final double learningRate;
  private final MethodChoice choice;
  private int iteration;
  private double cost = Double.NaN;
  private boolean stopped;

  /** Plans a run; {@code parameters} become its own. */
  TrainingRun(
      Backend backend,
      Parameters parameters,
      Dataset data,
      double learningRate,
      Batches batches,
      MethodChoice choice) {
    this.parameters = parameters;
    this.inputs = data.x();
    this.learningRate = learningRate;
    this.choice = choice;
    this.first =
        choice.method() == TrainingMethod.GRAM
            ? GramFirstLayer.of(backend, parameters, data.x())
            : new DirectFirstLayer(backend, parameters, data.x());
    this.steps = TrainingStep.forBatches(backend, parameters, first, data.y(), batches);
  }

  /**
   * Does one iteration on the next batch: forward, cost, backward, update.
   *
   * @return the cost of the batch before the update
   * @throws TrainingDivergedException if that cost is NaN or infinite; the parameters stay as they
   *     were before the step
   */
  public double step() {
    double current = steps[iteration % steps.length].run(learningRate);
    if (!Double.isFinite(current)) {
      throw new TrainingDivergedException(iteration, current, learningRate);
    }
    cost = current;
    iteration++;
    return current;
  }

  /** Returns the number of finished iterations. */
  public int iteration() {
    return iteration;
  }

  /** Returns the cost before the last update; NaN before the first step. */
  public double cost() {
    return cost;
  }

  /** Returns the form of layer 1, DIRECT or GRAM, and why. */
  public MethodChoice method() {
    return choice;
  }

  /**
   * Returns a copy of the parameters as they are now. In Gram form this is when W1 is computed, by
   * a product half as large as layer 1 of a direct iteration.
   */
  public Parameters parameters() {
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> biases = new ArrayList<>();
    for (int l = 1; l <= parameters.layers(); l++) {
      weights.add(l == 1 ? first.weights(inputs) : parameters.weight(l).copy());
      biases.add(parameters.bias(l).copy());
    }
    return new Parameters(weights, biases);
  }

  /** Asks {@link Trainer#train} to end after the current iteration. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
