// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import java.util.List;

/**
 * How one configuration did in cross-validation.
 *
 * @param configuration what was trained
 * @param index its place in the list that was given, from 0
 * @param validationCosts the cost on each fold by the network trained on the others; NaN or
 *     infinite where it, or a training cost on the way, was not finite
 * @param validationCorrect how many examples were predicted right when they were held out
 * @param examples how many there were
 */
public record SweepOutcome(
    SweepConfiguration configuration,
    int index,
    List<Double> validationCosts,
    int validationCorrect,
    int examples) {

  /** Copies the list. */
  public SweepOutcome {
    validationCosts = List.copyOf(validationCosts);
  }

  /** Returns whether every fold was trained to the end with finite costs. */
  public boolean converged() {
    return validationCosts.stream().allMatch(Double::isFinite);
  }

  /** Returns the mean cost over the folds. */
  public double mean() {
    double sum = 0;
    for (double cost : validationCosts) {
      sum += cost;
    }
    return sum / validationCosts.size();
  }

  /** Returns the standard deviation of the costs of the folds, with k − 1 in the denominator. */
  public double spread() {
    double mean = mean();
    double sum = 0;
    for (double cost : validationCosts) {
      sum += (cost - mean) * (cost - mean);
    }
    return Math.sqrt(sum / (validationCosts.size() - 1));
  }

  /** Returns the share of examples predicted right when they were held out. */
  public double accuracy() {
    return (double) validationCorrect / examples;
  }
}
