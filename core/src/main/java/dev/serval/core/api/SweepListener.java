// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

/** Watches a sweep; called by one thread at a time, which may be any of the sweep's. */
@FunctionalInterface
public interface SweepListener {

  /**
   * Says that a configuration is done. Which comes first depends on the machine; what comes does
   * not.
   *
   * @param outcome how it did
   * @param finished how many are done, this one included
   * @param configurations how many there are
   */
  void finished(SweepOutcome outcome, int finished, int configurations);
}
