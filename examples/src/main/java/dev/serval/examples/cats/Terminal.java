// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

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
  static Terminal ofProcess(PrintStream out, PrintStream err) {
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

  /** Returns this terminal with what would go to {@code out} sent to {@code err} instead. */
  Terminal withResultsOnErr() {
    return new Terminal(err, err, interactive, colour);
  }
}
