// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.SweepListener;
import dev.serval.core.api.SweepOutcome;
import dev.serval.core.api.SweepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a sweep is, and keeps what is finished: if the process is asked to end (Ctrl-C), the
 * ranking so far is printed on the way out.
 */
final class SweepProgress implements SweepListener, AutoCloseable {

  private static final String WIPE = "\r\u001B[K";

  /** Without a terminal: this many lines in all. */
  private static final int LINES = 10;

  private static final long TICK_MILLIS = 1000;

  private final Terminal terminal;
  private final boolean quiet;
  private final SweepTable table;
  private final int configurations;
  private final long start = System.nanoTime();
  private final List<SweepOutcome> outcomes = new ArrayList<>();
  private final Thread whenEnded = new Thread(this::printUnfinished, "cats-sweep-ended");
  private @Nullable Timer clock;
  private boolean begun;
  private boolean closed;

  /**
   * Begins to listen, also to the end of the process.
   *
   * @param terminal where to say it
   * @param quiet whether to say only what was lost
   * @param table prints an unfinished ranking
   * @param configurations how many there are
   */
  SweepProgress(Terminal terminal, boolean quiet, SweepTable table, int configurations) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.table = table;
    this.configurations = configurations;
    Runtime.getRuntime().addShutdownHook(whenEnded);
  }

  /**
   * Says what will be done, and from then on, to a person, that time passes. Only the first call
   * counts.
   *
   * @param grid one line
   * @param atATime how many configurations are trained side by side
   */
  synchronized void begin(String grid, int atATime) {
    if (begun || quiet) {
      return;
    }
    begun = true;
    terminal.err().printf("%s, %d at a time, each on one thread%n", grid, atATime);
    if (terminal.interactive()) {
      clock = new Timer("cats-sweep-clock", true);
      clock.schedule(
          new TimerTask() {
            @Override
            public void run() {
              tick();
            }
          },
          TICK_MILLIS, // the backend says its name first
          TICK_MILLIS);
    } else {
      terminal.err().printf("0 of %d configurations%n", configurations);
    }
  }

  /** Until the first configuration ends there is nothing else to say. */
  private synchronized void tick() {
    if (outcomes.isEmpty() && !closed) {
      terminal
          .err()
          .printf(
              Locale.ROOT,
              "%s0 of %d configurations  %s",
              WIPE,
              configurations,
              Progress.duration((System.nanoTime() - start) / 1e9));
      terminal.err().flush();
    }
  }

  @Override
  public synchronized void finished(SweepOutcome outcome, int finished, int all) {
    outcomes.add(outcome);
    boolean due = finished * LINES / all > (finished - 1) * LINES / all;
    if (quiet || closed || !(terminal.interactive() || due)) {
      return;
    }
    SweepOutcome best = new SweepResult(outcomes, false).ranking().get(0);
    String line =
        String.format(
            Locale.ROOT,
            "%d of %d configurations, best so far %.4f: %s",
            finished,
            all,
            best.mean(),
            best.configuration());
    if (terminal.interactive()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      terminal.err().print(WIPE + line + left(seconds, finished, all));
      terminal.err().flush();
    } else {
      terminal.err().println(line);
    }
  }

  /** Returns how long the others will take if they are like those that took {@code seconds}. */
  static String left(double seconds, int finished, int all) {
    return "  " + Progress.duration(seconds / finished * (all - finished)) + " left";
  }

  private synchronized void printUnfinished() {
    if (closed) {
      return;
    }
    closed = true;
    wipe();
    table.print(terminal.out(), new SweepResult(outcomes, false).ranking());
    terminal
        .out()
        .printf(
            "interrupted: %d of %d configurations are finished; none was trained on all pictures"
                + " and tested%n",
            outcomes.size(), configurations);
    terminal.out().flush();
  }

  private void wipe() {
    if (terminal.interactive() && !quiet) {
      terminal.err().print(WIPE);
      terminal.err().flush();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (clock != null) {
      clock.cancel();
    }
    wipe();
    try {
      Runtime.getRuntime().removeShutdownHook(whenEnded);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook will find this closed.
    }
  }
}
