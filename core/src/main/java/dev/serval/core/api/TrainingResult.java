// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import java.util.List;

/**
 * What a training ended with.
 *
 * @param network the trained network
 * @param costs the cost at every hundredth iteration (or as the trainer was told) and at the last
 * @param iterations how many iterations were done
 * @param method the form layer 1 was trained in, DIRECT or GRAM
 * @param methodReason why that one, a short sentence for people
 */
public record TrainingResult(
    Network network,
    List<CostPoint> costs,
    int iterations,
    TrainingMethod method,
    String methodReason) {

  /** Copies the list. */
  public TrainingResult {
    costs = List.copyOf(costs);
  }
}
