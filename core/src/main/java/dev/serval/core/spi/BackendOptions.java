// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

/**
 * What a caller may choose about a backend.
 *
 * @param threads how many threads may compute, the caller's included, ≥ 1; never changes a bit of
 *     any result
 */
public record BackendOptions(int threads) {

  /** Checks the options. */
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + "; must be at least 1");
    }
  }

  /** Returns options with one thread per available processor. */
  public static BackendOptions allCores() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors());
  }
}
