// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import java.util.List;

/**
 * What a training ended with.
 *
 * @param network the trained network
 * @param costs the cost at every hundredth iteration (or as the trainer was told) and at the last
 * @param iterations how many iterations were done
 */
public record TrainingResult(Network network, List<CostPoint> costs, int iterations) {

  /** Copies the list. */
  public TrainingResult {
    costs = List.copyOf(costs);
  }
}
