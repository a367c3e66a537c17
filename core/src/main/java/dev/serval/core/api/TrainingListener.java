// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

/** Watches a training run; called on the training thread after every iteration. */
@FunctionalInterface
public interface TrainingListener {

  /**
   * Says that an iteration is done. {@link TrainingRun#iteration} counts finished iterations,
   * {@link TrainingRun#cost} is the cost before the last update; {@link TrainingRun#stop} ends the
   * training after this call.
   *
   * @param run the run, valid during this call
   */
  void iterated(TrainingRun run);
}
