// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When a contender is warm. Not before half of the cap, and not before some windows in a row
 * brought no new best while the compiler had nothing to do: vectors of interpreted or C1's code are
 * objects, a hundred times slower than C2's and just as stable. At the cap it ends, stable or not,
 * unless the compiler is still at work, which is waited for up to some times the cap.
 *
 * @param capNanos the cap
 * @param batchNanos how long a batch shall last at least
 * @param clock nanoseconds
 * @param compiler whether it has been, is, or is about to be at work since last asked
 */
record WarmUp(long capNanos, long batchNanos, LongSupplier clock, BooleanSupplier compiler) {

  /** Windows without a new best and without compilation after which the time is called stable. */
  static final int CALM_WINDOWS = 4;

  /** Caps after which a compiler is no longer waited for. */
  static final int PATIENCE = 4;

  /** A new best counts if it is better by this much. */
  private static final double PROGRESS = 0.98;

  /** Something that runs a number of times. */
  interface Batch {
    /** Returns nanoseconds per run. */
    double run(long runs) throws Exception;
  }

  /** Runs until warm, and returns how many runs a batch takes from now on. */
  long until(Batch batch) throws Exception {
    long start = clock.getAsLong();
    long runs = 1;
    double best = Double.MAX_VALUE;
    int calm = 0;
    long end = capNanos;
    long elapsed;
    do {
      double nanos = batch.run(runs);
      elapsed = clock.getAsLong() - start;
      boolean isBusy = compiler.getAsBoolean();
      if (isBusy) {
        // What was compiled has to run a while: it may be much faster, or ask for more compilation.
        end = Math.min(PATIENCE * capNanos, Math.max(end, elapsed + capNanos / 4));
      }
      calm = isBusy || nanos < PROGRESS * best ? 0 : calm + 1;
      best = Math.min(best, nanos);
      runs = Math.max(1, Math.round(batchNanos / best));
    } while (elapsed < end && (calm < CALM_WINDOWS || elapsed < capNanos / 2));
    return Math.max(1, (long) Math.ceil(batchNanos / best));
  }
}
