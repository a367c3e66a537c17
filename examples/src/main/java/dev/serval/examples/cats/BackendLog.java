// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Prints the engine's log, a line per message and nothing else of java.util.logging, while it is
 * open; then puts the logger back as it was.
 */
final class BackendLog implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.serval");
  private final boolean parentHandlers = logger.getUseParentHandlers();
  private final Handler handler;

  /**
   * Starts printing.
   *
   * @param err where
   * @param quiet whether only warnings are wanted
   */
  BackendLog(PrintStream err, boolean quiet) {
    Level level = quiet ? Level.WARNING : Level.INFO;
    handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= level.intValue()) {
              err.println(entry.getMessage());
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

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(parentHandlers);
  }
}
