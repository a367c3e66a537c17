// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.TrainingListener;
import dev.serval.core.api.TrainingRun;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that says how far the training is; it is wiped when the training ends. */
final class Progress implements TrainingListener, AutoCloseable {

  /** Ten times a second looks smooth and costs nothing. */
  static final long INTERVAL_NANOS = 100_000_000;

  /**
   * No rate and no forecast from less: the first iterations are up to a hundred times slower than
   * those of compiled code, and what they forecast is absurd.
   */
  static final long WARM_UP_NANOS = 3_000_000_000L;

  /** A rate is that of the last few seconds, so that it soon forgets the warm-up. */
  private static final long WINDOW_NANOS = 2_000_000_000L;

  private static final String WIPE = "\r\u001B[K";

  private final PrintStream err;
  private final int iterations;
  private final long start;
  private long shown;

  /** Where the window for the rate begins, and where the next one will. */
  private long windowStart;

  private int windowDone;
  private long nextStart;
  private int nextDone;

  /**
   * Makes the line.
   *
   * @param err a terminal
   * @param iterations how many there will be
   */
  Progress(PrintStream err, int iterations) {
    this(err, iterations, System.nanoTime());
  }

  /** Makes the line for a training that started at {@code start}, in nanoseconds of any clock. */
  Progress(PrintStream err, int iterations, long start) {
    this.err = err;
    this.iterations = iterations;
    this.start = start;
    shown = start;
    windowStart = start;
    nextStart = start;
  }

  @Override
  public void iterated(TrainingRun run) {
    iterated(run.iteration(), run.cost(), System.nanoTime());
  }

  void iterated(int done, double cost, long now) {
    if (now - shown < INTERVAL_NANOS) {
      return;
    }
    shown = now;
    if (now - nextStart >= WINDOW_NANOS) {
      windowStart = nextStart;
      windowDone = nextDone;
      nextStart = now;
      nextDone = done;
    }
    err.print(WIPE + line(done, cost, now));
    err.flush();
  }

  private String line(int done, double cost, long now) {
    String line =
        String.format(
            Locale.ROOT,
            "iteration %d of %d  %d %%  cost %.4f",
            done,
            iterations,
            100L * done / iterations,
            cost);
    if (now - start < WARM_UP_NANOS || done <= windowDone) {
      return line;
    }
    double rate = (done - windowDone) / ((now - windowStart) / 1e9);
    String digits = rate < 10 ? "  %.1f/s  %s left" : "  %.0f/s  %s left";
    return line + String.format(Locale.ROOT, digits, rate, duration((iterations - done) / rate));
  }

  /** Returns 7 s, 4:05 or 1:02:03. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  @Override
  public void close() {
    if (shown != start) {
      err.print(WIPE);
      err.flush();
    }
  }
}
