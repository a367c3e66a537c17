// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

/** The cost became NaN or infinite: the parameters of that iteration are of no use. */
public final class TrainingDivergedException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private final int iteration;

  TrainingDivergedException(int iteration, double cost, double learningRate) {
    super(
        "training: the cost became %s at iteration %d; try a learning rate below %s or scale the inputs"
            .formatted(cost, iteration, learningRate));
    this.iteration = iteration;
  }

  /** Returns the iteration, counted from 0, whose cost was not finite. */
  public int iteration() {
    return iteration;
  }
}
