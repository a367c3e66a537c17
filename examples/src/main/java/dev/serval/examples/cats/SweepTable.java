// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.SweepOutcome;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The ranking of a sweep, for people. Nothing in it depends on the clock. */
final class SweepTable {

  private static final double BURSTS = 100;

  private SweepTable() {}

  /**
   * Prints the first lines of a ranking.
   *
   * @param out where
   * @param ranking best first
   * @param top how many lines at most
   */
  static void print(PrintStream out, List<SweepOutcome> ranking, int top) {
    out.println("rank   mean cost   spread     right  configuration");
    int rank = 0;
    for (SweepOutcome outcome : ranking) {
      rank++;
      if (rank > top) {
        break;
      }
      if (outcome.converged()) {
        out.printf(
            Locale.ROOT,
            "%4d  %10s  %7s  %6.1f %%  %s%n",
            rank,
            number(outcome.mean(), "%.6f"),
            number(outcome.spread(), "%.4f"),
            100 * outcome.accuracy(),
            outcome.configuration());
      } else {
        out.printf("%4d  cost not finite             %s%n", rank, outcome.configuration());
      }
    }
    long diverged = ranking.stream().filter(outcome -> !outcome.converged()).count();
    if (ranking.size() > top) {
      out.printf("%d more; --top shows more lines%n", ranking.size() - top);
    }
    if (diverged > 0) {
      out.printf("the cost of %d did not stay finite%n", diverged);
    }
  }

  /** Returns a number in its column's format, or with an exponent where that would burst it. */
  private static String number(double value, String format) {
    return String.format(Locale.ROOT, value < BURSTS ? format : "%.1e", value);
  }
}
