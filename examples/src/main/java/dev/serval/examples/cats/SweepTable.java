// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.SweepOutcome;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The ranking of a sweep, for people. Nothing in it depends on the clock. */
final class SweepTable {

  private static final double BURSTS = 100;

  private final Pictures pictures;
  private final int top;

  /**
   * Makes a table.
   *
   * @param pictures what the configurations are compared on
   * @param top how many lines to print at most
   */
  SweepTable(Pictures pictures, int top) {
    this.pictures = pictures;
    this.top = top;
  }

  /**
   * Prints the first lines of a ranking, and what one gets without looking at the pictures.
   *
   * @param out where
   * @param ranking best first
   */
  void print(PrintStream out, List<SweepOutcome> ranking) {
    int ones = pictures.positives();
    int constant = Math.max(ones, pictures.count() - ones);
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
            "%4d  %10s  %7s %s%6.1f %%  %s%n",
            rank,
            number(outcome.mean(), "%.6f"),
            number(outcome.spread(), "%.4f"),
            outcome.validationCorrect() > constant ? " " : "=",
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
    out.printf(
        Locale.ROOT,
        "always %s: %.1f %%, never %s: %.1f %%; = marks those that are right no more often%n",
        pictures.positive(),
        100.0 * ones / pictures.count(),
        pictures.positive(),
        100 - 100.0 * ones / pictures.count());
    if (diverged > 0) {
      out.printf("the cost of %d did not stay finite%n", diverged);
    }
  }

  /** Returns a number in its column's format, or with an exponent where that would burst it. */
  private static String number(double value, String format) {
    return String.format(Locale.ROOT, value < BURSTS ? format : "%.1e", value);
  }
}
