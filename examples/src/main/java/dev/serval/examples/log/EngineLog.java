// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.log;

import java.lang.System.Logger;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the loggers of this process. What the engine says goes to the command that is running, and
 * warnings to standard error where none is; what others say below a warning is dropped. In place of
 * java.util.logging, whose first line costs 30 to 100 ms of a start.
 */
public final class EngineLog extends System.LoggerFinder {

  /** The name of the engine's logger, and what the names of its others begin with. */
  private static final String ENGINE = "dev.serval";

  /** Where what the engine says goes. */
  public interface Sink {

    /**
     * Takes a line.
     *
     * @param logger the name of the logger
     * @param level its importance, at least INFO
     * @param message the line
     */
    void line(String logger, Logger.Level level, String message);
  }

  // A class, not a lambda: the first lambda of a fresh JVM costs milliseconds.
  private static final Sink NONE =
      new Sink() {
        @Override
        public void line(String logger, Logger.Level level, String message) {
          if (level.compareTo(Logger.Level.WARNING) >= 0) {
            System.err.println(message);
          }
        }
      };

  // Of the whole process, as loggers are.
  private static volatile Sink sink = NONE;

  /** For the service loader. */
  public EngineLog() {}

  /** Sends what the engine says to a command from now on; null: to nobody. */
  public static void to(@Nullable Sink command) {
    sink = command == null ? NONE : command;
  }

  @Override
  public Logger getLogger(String name, Module module) {
    return new Lines(name);
  }

  /** The logger of one name. */
  private record Lines(String name) implements Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.compareTo(name.startsWith(ENGINE) ? Level.INFO : Level.WARNING) >= 0
          && level != Level.OFF;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        (name.startsWith(ENGINE) ? sink : NONE).line(name, level, message + cause(thrown));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      if (isLoggable(level) && format != null) {
        String message =
            parameters == null || parameters.length == 0
                ? format
                : MessageFormat.format(format, parameters);
        log(level, bundle, message, (Throwable) null);
      }
    }

    private static String cause(@Nullable Throwable thrown) {
      return thrown == null ? "" : ": " + thrown;
    }
  }
}
