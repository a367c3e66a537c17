// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.SweepConfiguration;
import dev.serval.core.model.Initializer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code cats sweep} tries unless told otherwise: 5·5·2·2·1 = 100 configurations round the
 * notebook's own. Four of the five networks are as large as the notebook's 20,7,5 or larger; the
 * small one shows what they gain.
 */
final class SweepGrid {

  /** Hidden layers. */
  static final List<String> LAYERS = List.of("20,7,5", "24,7,5", "20,12,6", "32,8,5", "7");

  /** From slow to where some runs begin to jump. */
  static final List<Double> LEARNING_RATES = List.of(0.003, 0.005, 0.0075, 0.01, 0.015);

  /** {@code small} leaves deep networks where they are: not tried. */
  static final List<Initializer> INITIALIZERS = List.of(Initializer.SCALED, Initializer.HE);

  /** Two, so that luck shows as luck. */
  static final List<Long> SEEDS = List.of(1L, 2L);

  /** The notebook's. */
  static final List<Integer> ITERATIONS = List.of(2500);

  private SweepGrid() {}

  /**
   * Says in one line what will be tried.
   *
   * @param configurations every combination of some values, each once
   * @param folds how often each is trained
   */
  static String line(List<SweepConfiguration> configurations, int folds) {
    return "sweep: layers %s; rates %s; init %s; seeds %s; iterations %s: %d configurations × %d folds"
        .formatted(
            values(configurations, c -> layers(c.hiddenLayers())),
            values(configurations, c -> String.valueOf(c.learningRate())),
            values(configurations, c -> c.initializer().name().toLowerCase(Locale.ROOT)),
            values(configurations, c -> String.valueOf(c.seed())),
            values(configurations, c -> String.valueOf(c.iterations())),
            configurations.size(),
            folds);
  }

  private static String values(
      List<SweepConfiguration> configurations, Function<SweepConfiguration, String> value) {
    return configurations.stream().map(value).distinct().collect(Collectors.joining(" "));
  }

  private static String layers(List<Integer> units) {
    return units.isEmpty()
        ? "none"
        : units.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
