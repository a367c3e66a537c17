// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.crossover;

import dev.serval.core.api.TrainingMethod;

/**
 * One point of the grid.
 *
 * @param inputs n0
 * @param examples m
 * @param direct seconds in direct form
 * @param gram seconds in Gram form
 * @param chosen what AUTO takes
 */
record CrossoverPoint(int inputs, int examples, double direct, double gram, TrainingMethod chosen) {

  /** Returns how many times as fast the Gram form is. */
  double gain() {
    return direct / gram;
  }

  /** Returns how much longer the choice takes than the better form, as a factor ≥ 1. */
  double regret() {
    double taken = chosen == TrainingMethod.GRAM ? gram : direct;
    return taken / Math.min(direct, gram);
  }
}
