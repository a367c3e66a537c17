// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Prints the engine's log and nothing else of java.util.logging while it is open; then puts the
 * logger back as it was. A warning is a line. Where a training follows, the line that names the
 * backend waits for the one that names the method, so that one line says how it will be done.
 */
final class BackendLog implements AutoCloseable {

  /** The logger that trainers name their method to. */
  private static final String TRAINING = "dev.serval.training";

  private final Logger logger = Logger.getLogger("dev.serval");
  private final boolean parentHandlers = logger.getUseParentHandlers();
  private final PrintStream err;
  private final Handler handler;

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
  BackendLog(PrintStream err, boolean quiet, boolean trains) {
    this.err = err;
    Level level = quiet ? Level.WARNING : Level.INFO;
    handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= level.intValue()) {
              print(entry, trains);
            }
          }

          @Override
          public void flush() {
            err.flush();
          }

          @Override
          public void close() {
            flush();
          }
        };
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  private synchronized void print(LogRecord entry, boolean trains) {
    String message = entry.getMessage();
    if (entry.getLevel().intValue() > Level.INFO.intValue()) {
      err.println(message);
    } else if (TRAINING.equals(entry.getLoggerName())) {
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
    logger.removeHandler(handler);
    logger.setUseParentHandlers(parentHandlers);
  }
}
