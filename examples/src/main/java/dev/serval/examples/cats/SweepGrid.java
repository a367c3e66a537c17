// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.model.Initializer;
import java.util.List;

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
}
