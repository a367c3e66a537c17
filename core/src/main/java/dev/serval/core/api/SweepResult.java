// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import java.util.Comparator;
import java.util.List;

/**
 * What a sweep found out.
 *
 * @param ranking all that finished, the lowest mean validation cost first; equal ones in the order
 *     they were given, those that did not converge last
 * @param complete whether all finished
 */
public record SweepResult(List<SweepOutcome> ranking, boolean complete) {

  /** Copies and ranks the outcomes, whatever their order. */
  public SweepResult {
    ranking =
        ranking.stream()
            .sorted(
                Comparator.comparing((SweepOutcome outcome) -> !outcome.converged())
                    .thenComparingDouble(SweepOutcome::mean)
                    .thenComparingInt(SweepOutcome::index))
            .toList();
  }

  /**
   * Returns the best.
   *
   * @throws IllegalStateException if nothing converged
   */
  public SweepOutcome best() {
    if (ranking.isEmpty() || !ranking.get(0).converged()) {
      throw new IllegalStateException(
          "sweep: no configuration converged; try smaller learning rates or scale the inputs");
    }
    return ranking.get(0);
  }
}
