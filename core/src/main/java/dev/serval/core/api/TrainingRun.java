// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.pass.TrainingStep;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;

/**
 * Gradient descent in progress: full batches, one {@link #step} at a time. Made by {@link
 * Trainer#start}. A step allocates nothing once the virtual machine has compiled it. One thread at
 * a time.
 */
public final class TrainingRun {

  private final Parameters parameters;
  private final TrainingStep step;
  private final double learningRate;
  private int iteration;
  private double cost = Double.NaN;
  private boolean stopped;

  TrainingRun(Backend backend, Parameters parameters, Dataset data, double learningRate) {
    this.parameters = parameters;
    this.step = new TrainingStep(backend, parameters, data.x(), data.y());
    this.learningRate = learningRate;
  }

  /**
   * Does one iteration: forward, cost, backward, update.
   *
   * @return the cost before the update
   * @throws TrainingDivergedException if that cost is NaN or infinite; the parameters stay as they
   *     were before the step
   */
  public double step() {
    double current = step.forward();
    if (!Double.isFinite(current)) {
      throw new TrainingDivergedException(iteration, current, learningRate);
    }
    cost = current;
    step.backward();
    step.update(learningRate);
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

  /** Returns a copy of the parameters as they are now. */
  public Parameters parameters() {
    return parameters.copy();
  }

  /** Asks {@link Trainer#train} to end after the current iteration. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
