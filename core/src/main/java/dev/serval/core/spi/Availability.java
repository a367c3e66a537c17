// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

/** Whether a backend can run here, and if not, why and what to do. */
public sealed interface Availability {

  /** The backend can run. */
  record Available() implements Availability {}

  /**
   * The backend cannot run.
   *
   * @param reason one line: what is missing and the remedy
   */
  record Unavailable(String reason) implements Availability {}
}
