// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.TrainingListener;
import dev.serval.core.api.TrainingRun;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that says how far the training is; it is wiped when the training ends. */
final class Progress implements TrainingListener, AutoCloseable {

  /** Ten times a second looks smooth and costs nothing. */
  private static final long INTERVAL_NANOS = 100_000_000;

  private static final String WIPE = "\r\u001B[K";

  private final PrintStream err;
  private final int iterations;
  private final long start = System.nanoTime();
  private long shown = start;

  /**
   * Makes the line.
   *
   * @param err a terminal
   * @param iterations how many there will be
   */
  Progress(PrintStream err, int iterations) {
    this.err = err;
    this.iterations = iterations;
  }

  @Override
  public void iterated(TrainingRun run) {
    long now = System.nanoTime();
    if (now - shown < INTERVAL_NANOS) {
      return;
    }
    shown = now;
    int done = run.iteration();
    double seconds = (now - start) / 1e9;
    double left = seconds / done * (iterations - done);
    err.printf(
        Locale.ROOT,
        "%siteration %d of %d  cost %.4f  %.0f s left",
        WIPE,
        done,
        iterations,
        run.cost(),
        left);
    err.flush();
  }

  @Override
  public void close() {
    if (shown != start) {
      err.print(WIPE);
      err.flush();
    }
  }
}
