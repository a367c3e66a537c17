// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.roofline;

import dev.serval.core.matrix.ElementType;

/**
 * Measures the FMA peak of the core it runs on: GFLOP/s of independent fused multiply-adds in
 * registers, at the widest vectors this JVM uses.
 */
public final class FmaPeak {

  /** Calls after which C2 has compiled the loop for good; its own threshold is 15,000. */
  private static final int WARM_UP_CALLS = 30_000;

  /** One window: long enough for the clock, short enough that many are not interrupted. */
  private static final long WINDOW_NANOS = 2_000_000;

  private static final int WINDOWS = 10;

  private final FmaLoop loop;
  private boolean warm;

  /**
   * Prepares a measurement; the first takes a second or so longer, since the loop is compiled then.
   *
   * @param type the element type whose peak is wanted
   */
  public FmaPeak(ElementType type) {
    loop = new FmaLoop(type);
  }

  /** Runs the loop once. */
  void run() {
    loop.run();
  }

  /** Returns the operations of one run. */
  double flops() {
    return loop.flops();
  }

  /**
   * Returns the peak in GFLOP/s: the best of ten windows of 2 ms. The best, since whatever else the
   * machine does can only make a window worse; so a share of this peak is never flattered.
   *
   * @throws IllegalStateException if the loop did not compute all it is said to
   */
  public double gflops() {
    if (!warm) {
      for (int call = 0; call < WARM_UP_CALLS; call++) {
        loop.run();
      }
      warm = true;
    }
    double best = 0;
    for (int window = 0; window < WINDOWS; window++) {
      best = Math.max(best, window());
    }
    loop.requireRight();
    return best;
  }

  private double window() {
    long start = System.nanoTime();
    long elapsed;
    int runs = 0;
    do {
      loop.run();
      runs++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < WINDOW_NANOS);
    return runs * loop.flops() / elapsed;
  }
}
