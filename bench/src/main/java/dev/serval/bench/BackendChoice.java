// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.api.Backends;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;

/**
 * The parameter {@code backend} of the benchmarks: NAME (one thread), NAME/N (N threads) or
 * NAME/all (one per processor). Name and threads are one parameter because not every backend has
 * threads: as two, half the runs of the reference would repeat the other half.
 */
public final class BackendChoice {

  private BackendChoice() {}

  /**
   * Opens the backend chosen, with kernels from the first call on: a benchmark warms up by itself.
   *
   * @param choice NAME, NAME/N or NAME/all
   * @return a backend, which the caller closes
   * @throws IllegalArgumentException if there is no such backend or the threads are no number ≥ 1
   * @throws IllegalStateException if it cannot run here
   */
  public static Backend open(String choice) {
    int slash = choice.indexOf('/');
    String name = slash < 0 ? choice : choice.substring(0, slash);
    BackendOptions options =
        slash < 0 ? new BackendOptions(1) : options(choice, choice.substring(slash + 1));
    return Backends.named(name, options.withKernelsAtOnce());
  }

  /** Opens the reference, which says what is right. */
  public static Backend openReference() {
    return open("reference");
  }

  private static BackendOptions options(String choice, String threads) {
    if (threads.equals("all")) {
      return BackendOptions.allCores();
    }
    if (!threads.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException(
          "backend: \"%s\" asks for \"%s\" threads; give NAME, NAME/N with N from 1, or NAME/all"
              .formatted(choice, threads));
    }
    return new BackendOptions(Integer.parseInt(threads));
  }
}
