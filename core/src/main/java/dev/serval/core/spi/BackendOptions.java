// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

/**
 * What a caller may choose about a backend.
 *
 * @param threads how many threads may compute, the caller's included, ≥ 1; never changes a bit of
 *     any result
 * @param kernelsAtOnce whether to use vector kernels before the JIT compiler has compiled them,
 *     which is for benchmarks: until then plain loops are faster, and give the same bits
 */
public record BackendOptions(int threads, boolean kernelsAtOnce) {

  /**
   * Returns options for a program that starts quickly.
   *
   * @param threads how many threads may compute, ≥ 1
   */
  public BackendOptions(int threads) {
    this(threads, false);
  }

  /** Checks the options. */
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + "; must be at least 1");
    }
  }

  /** Returns the same options, with kernels from the first call on. */
  public BackendOptions withKernelsAtOnce() {
    return new BackendOptions(threads, true);
  }

  /** Returns options with one thread per available processor. */
  public static BackendOptions allCores() {
    return new BackendOptions(Runtime.getRuntime().availableProcessors());
  }
}
