// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.log.EngineLog;
import java.io.PrintStream;
import java.lang.System.Logger.Level;

/**
 * Prints what the engine says while it is open. A warning is a line. Where a training follows, the
 * line that names the backend waits for the one that names the method, so that one line says how it
 * will be done.
 */
final class BackendLog implements EngineLog.Sink, AutoCloseable {

  /** The logger that trainers name their method to. */
  private static final String TRAINING = "dev.serval.training";

  private final PrintStream err;
  private final boolean quiet;
  private final boolean trains;

  /** The backend's line while it waits; empty if none does. */
  private String waiting = "";

  /** The last message: a sweep opens a backend per thread, which is no news. */
  private String last = "";

  /**
   * Starts printing.
   *
   * @param err where
   * @param quiet whether only warnings are wanted
   * @param trains whether a training follows
   */
  static BackendLog open(PrintStream err, boolean quiet, boolean trains) {
    BackendLog log = new BackendLog(err, quiet, trains);
    EngineLog.to(log);
    return log;
  }

  private BackendLog(PrintStream err, boolean quiet, boolean trains) {
    this.err = err;
    this.quiet = quiet;
    this.trains = trains;
  }

  @Override
  public synchronized void line(String logger, Level level, String message) {
    if (level.compareTo(Level.INFO) > 0) {
      err.println(message);
    } else if (quiet) {
      return;
    } else if (TRAINING.equals(logger)) {
      err.println(waiting.isEmpty() ? message : waiting + "; " + message);
      waiting = "";
    } else if (trains) {
      waiting = message;
    } else if (!message.equals(last)) {
      err.println(message);
    }
    last = message;
  }

  @Override
  public synchronized void close() {
    if (!waiting.isEmpty()) {
      err.println(waiting);
      waiting = "";
    }
    EngineLog.to(null);
  }
}
