// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Evaluation;
import dev.serval.core.api.Network;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a network did on a set of pictures, beside what one gets without looking at them.
 *
 * @param what "train" or "test"
 * @param pictures what was asked
 * @param evaluation what it answered
 */
record Score(String what, Pictures pictures, Evaluation evaluation) {

  /** Probabilities that differ by less are one answer. */
  private static final double SAME = 1e-6;

  /** More lines would hide the accuracies. */
  private static final int NAMED = 20;

  /** Prints one line per score, with the accuracies of the two constant answers at its end. */
  static void print(PrintStream out, List<Score> scores) {
    for (Score score : scores) {
      int m = score.pictures.count();
      int ones = score.pictures.positives();
      String name = score.pictures.positive();
      out.printf(
          Locale.ROOT,
          "%-5s  accuracy %s   (always %s: %s, never %s: %s)%n",
          score.what,
          share(score.evaluation.correct(), m),
          name,
          share(ones, m),
          name,
          share(m - ones, m));
    }
  }

  /** Returns whether every picture got the same answer, but for rounding: nothing was learned. */
  boolean isConstant() {
    double least = 1;
    double greatest = 0;
    for (int j = 0; j < pictures.count(); j++) {
      double probability = evaluation.probabilities().get(0, j);
      least = Math.min(least, probability);
      greatest = Math.max(greatest, probability);
    }
    return pictures.count() > 1 && greatest - least < SAME;
  }

  /** Returns whether every picture got the same answer, be it with different probabilities. */
  boolean saysOneThing() {
    return IntStream.range(0, pictures.count())
            .mapToObj(j -> Network.isPositive(evaluation.probabilities().get(0, j)))
            .distinct()
            .count()
        == 1;
  }

  /**
   * Prints the indices of the pictures answered wrong; of files the names too, with the answer and
   * the probability as {@code predict} prints them.
   */
  void printMislabeled(PrintStream out) {
    List<Integer> wrong = evaluation.mislabeled();
    if (wrong.isEmpty()) {
      return;
    }
    out.printf(
        "mislabeled %s pictures: %s%n",
        what, wrong.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    if (!pictures.areFiles()) {
      return;
    }
    for (int i : wrong.subList(0, Math.min(NAMED, wrong.size()))) {
      double probability = evaluation.probabilities().get(0, i);
      out.printf(
          Locale.ROOT,
          "%4d  %s  %s  %.6f%n",
          i,
          PlainText.of(pictures.name(i)),
          pictures.classes().get(Network.isPositive(probability) ? 1 : 0),
          probability);
    }
    if (wrong.size() > NAMED) {
      out.printf("%d more; --metrics names all%n", wrong.size() - NAMED);
    }
  }

  /** Returns the files answered wrong; nothing if the pictures are not files. */
  Optional<List<String>> mislabeledFiles() {
    return pictures.areFiles()
        ? Optional.of(evaluation.mislabeled().stream().map(pictures::name).toList())
        : Optional.empty();
  }

  private static String share(int right, int m) {
    return String.format(Locale.ROOT, "%.1f %% (%d/%d)", 100.0 * right / m, right, m);
  }
}
