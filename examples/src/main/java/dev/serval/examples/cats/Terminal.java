// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the program speaks: results on {@code out}; progress, the log and refusals on {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether a person watches: then long work shows its progress
 * @param colour whether pictures may be shown as coloured half-blocks
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colour) {

  /** Returns the terminal this process was started in. */
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  static Terminal ofProcess() {
    PrintStream out = ResultStream.ofProcess();
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Console console = System.console();
    boolean interactive = console != null && console.isTerminal();
    return new Terminal(out, err, interactive, interactive && hasColours(System.getenv()));
  }

  /** Returns whether a terminal with this environment shows 24-bit colours. */
  static boolean hasColours(Map<String, String> environment) {
    // no-color.org: set and not empty means no.
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String colours = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
    return colours.contains("truecolor") || colours.contains("24bit");
  }

  /**
   * Returns why what was printed is lost, or null if it is not. A reader that has gone ({@code |
   * head}) has lost nothing it wanted.
   */
  @Nullable String lost() {
    if (!out.checkError()) {
      return null;
    }
    if (!(out instanceof ResultStream results)) {
      return "standard output: cannot be written";
    }
    IOException failure = results.failure();
    if (results.isReaderGone()) {
      return null;
    }
    return "standard output: cannot be written (%s)"
        .formatted(failure == null ? "closed" : failure.getMessage());
  }

  /** Returns this terminal with what would go to {@code out} sent to {@code err} instead. */
  Terminal withResultsOnErr() {
    return new Terminal(err, err, interactive, colour);
  }
}
