// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import java.util.Locale;

/**
 * Which form of layer 1 a training uses, and why. The choice depends on sizes and planned
 * iterations alone, never on the machine: the same call trains the same way, so to the same bits,
 * everywhere.
 *
 * <p>The estimate counts what the two forms do in layer 1, with n0 inputs, n1 units, m examples and
 * batches of b (the other layers are the same in both), and turns operations and bytes into time at
 * the nominal speeds below:
 *
 * <pre>
 *             operations                          elements moved
 *   direct    every iteration 4·n0·n1·b           2·n0·b + 5·n0·n1
 *             once            0                   4·n0·m
 *   gram      every iteration 2·m·n1·b            m·b + m·n1 + 3·n1·b
 *             once            2·n0·m² + 4·n0·n1·m   4·n0·m + 2·m² + 4·n0·n1
 * </pre>
 *
 * Direct reads X in both orientations, reads W1 for the product, writes dW1, and updates W1 (two
 * reads, one write); once, it packs X twice. Gram reads columns of G, reads C and updates a block
 * of it; once, it packs X twice (for G and for W1 at the end), writes and packs G, and multiplies
 * W1⁰·X and C·Xᵀ. (Half of G is mirrored since, which makes it cheaper than stated: AUTO then takes
 * direct for a little too long.)
 *
 * @param method {@link TrainingMethod#DIRECT} or {@link TrainingMethod#GRAM}
 * @param reason a short sentence for people
 * @param directSeconds what layer 1 takes directly on the nominal machine
 * @param gramSeconds what it takes in Gram form there; infinite where it does not apply
 */
public record MethodChoice(
    TrainingMethod method, String reason, double directSeconds, double gramSeconds) {

  // One core of a server CPU with 512-bit vectors as the products of a training step use it: half
  // of
  // its FMA peak (about 140 and 70 GFLOP/s); and what it draws from beyond its own caches. Only
  // their ratio matters.
  private static final double FLOAT32_FLOPS_PER_SECOND = 70e9;
  private static final double FLOAT64_FLOPS_PER_SECOND = 35e9;
  private static final double BYTES_PER_SECOND = 10e9;

  /**
   * Gram must save this much: below, the plain form is preferred to a gain within the estimate's
   * error.
   */
  private static final double WORTH_WHILE = 0.9;

  private static final String AS_ASKED = "as asked";

  /**
   * G up to this m fits one array, √(2³¹) = 46,341, with room for what a backend adds when it packs
   * G, which is below 0.5 %.
   */
  static final int MOST_EXAMPLES = 46_000;

  /**
   * Chooses.
   *
   * @param wanted what was asked for
   * @param topology layer sizes
   * @param examples m, ≥ 1
   * @param batchSize b, at most m
   * @param iterations how many are planned
   * @param type element type
   * @throws IllegalArgumentException if GRAM was asked for and does not apply
   */
  static MethodChoice of(
      TrainingMethod wanted,
      Topology topology,
      int examples,
      int batchSize,
      int iterations,
      ElementType type) {
    double n0 = topology.inputs();
    double n1 = topology.size(1);
    double m = examples;
    double b = batchSize;
    double t = iterations;
    double direct = seconds(type, t * 4 * n0 * n1 * b, t * (2 * n0 * b + 5 * n0 * n1) + 4 * n0 * m);
    double gram =
        seconds(
            type,
            t * 2 * m * n1 * b + 2 * n0 * m * m + 4 * n0 * n1 * m,
            t * (m * b + m * n1 + 3 * n1 * b) + 4 * n0 * m + 2 * m * m + 4 * n0 * n1);
    if (examples > MOST_EXAMPLES) {
      gram = Double.POSITIVE_INFINITY;
    }
    return switch (wanted) {
      case DIRECT -> new MethodChoice(wanted, AS_ASKED, direct, gram);
      case GRAM -> {
        if (examples > MOST_EXAMPLES) {
          throw new IllegalArgumentException(
              "train: method GRAM keeps the inner products of all examples in one array, which holds those of %d examples at most, not of %d; use DIRECT or AUTO"
                  .formatted(MOST_EXAMPLES, examples));
        }
        yield new MethodChoice(wanted, AS_ASKED, direct, gram);
      }
      case AUTO -> {
        boolean pays = gram < WORTH_WHILE * direct;
        String sizes =
            "%d examples of %d inputs, %d iterations: "
                .formatted(examples, topology.inputs(), iterations);
        String why;
        if (examples > MOST_EXAMPLES) {
          why = "their inner products do not fit one array";
        } else if (pays) {
          why = "direct would be about " + times(direct / gram) + " the work in layer 1";
        } else if (iterations > 0) {
          why = "gram would be about " + times(gram / direct) + " the work in layer 1";
        } else {
          why = "nothing to do";
        }
        TrainingMethod method = pays ? TrainingMethod.GRAM : TrainingMethod.DIRECT;
        yield new MethodChoice(method, sizes + why, direct, gram);
      }
    };
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, factor < 9.95 ? "%.1f times" : "%.0f times", factor);
  }

  private static double seconds(ElementType type, double flops, double elements) {
    return switch (type) {
      case FLOAT32 -> flops / FLOAT32_FLOPS_PER_SECOND + elements * Float.BYTES / BYTES_PER_SECOND;
      case FLOAT64 -> flops / FLOAT64_FLOPS_PER_SECOND + elements * Double.BYTES / BYTES_PER_SECOND;
    };
  }
}
