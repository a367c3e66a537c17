// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.core.api.Evaluation;
import dev.serval.core.api.Network;
import dev.serval.examples.cats.pictures.Pictures;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled pictures and what the network answered.
 *
 * @param name "train" or "test"
 * @param pictures what was asked, at least one
 * @param evaluation what it answered, picture by picture
 */
public record Part(String name, Pictures pictures, Evaluation evaluation) {

  /** Returns the probability that picture {@code i} has label 1. */
  double probability(int i) {
    return evaluation.probabilities().get(0, i);
  }

  /** Returns the label, 0 or 1, the network gave picture {@code i}. */
  int answer(int i) {
    return Network.isPositive(probability(i)) ? 1 : 0;
  }

  /** Returns how many pictures of a label got an answer. */
  int count(int label, int answer) {
    return (int)
        IntStream.range(0, pictures.count())
            .filter(i -> pictures.label(i) == label && answer(i) == answer)
            .count();
  }

  /**
   * Returns the pictures with one answer that the network is surest about, surest first; of equals,
   * in order.
   */
  List<Integer> mostCertain(int answer, int howMany) {
    return IntStream.range(0, pictures.count())
        .filter(i -> answer(i) == answer)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -certainty(i)))
        .limit(howMany)
        .toList();
  }

  /** Returns the pictures nearest to one half, nearest first; of equals, in order. */
  List<Integer> leastCertain(int howMany) {
    return IntStream.range(0, pictures.count())
        .boxed()
        .sorted(Comparator.comparingDouble(this::certainty))
        .limit(howMany)
        .toList();
  }

  private double certainty(int i) {
    return Math.abs(probability(i) - 0.5);
  }
}
