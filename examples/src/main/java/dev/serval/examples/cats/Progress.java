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

  /** The first iterations are slow, as the virtual machine warms up: no forecast from them. */
  private static final long WARM_UP_NANOS = 2_000_000_000;

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
    String line =
        String.format(Locale.ROOT, "iteration %d of %d  cost %.4f", done, iterations, run.cost());
    if (now - start > WARM_UP_NANOS) {
      double seconds = (now - start) / 1e9;
      double left = seconds / done * (iterations - done);
      line += String.format(Locale.ROOT, "  %.0f s left", left);
    }
    err.print(WIPE + line);
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
