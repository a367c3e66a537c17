// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One way to train a network, to be compared with others.
 *
 * @param hiddenLayers units of the hidden layers, maybe none
 * @param learningRate α, finite and above 0
 * @param initializer how the weights begin
 * @param seed seed of the initial weights
 * @param iterations updates, each on all examples
 */
public record SweepConfiguration(
    List<Integer> hiddenLayers,
    double learningRate,
    Initializer initializer,
    long seed,
    int iterations) {

  /** Copies the list and checks what {@link Trainer} would refuse. */
  public SweepConfiguration {
    hiddenLayers = List.copyOf(hiddenLayers);
    for (int units : hiddenLayers) {
      if (units < 1) {
        throw new IllegalArgumentException(
            "sweep: a hidden layer of %d units; every layer needs at least 1".formatted(units));
      }
    }
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "sweep: %d iterations; need at least 1".formatted(iterations));
    }
    new Trainer().learningRate(learningRate);
  }

  /**
   * Returns every combination of the given values: of the first layers with each learning rate, of
   * these with each initializer and so on, the last varying fastest.
   */
  public static List<SweepConfiguration> grid(
      List<List<Integer>> hiddenLayers,
      List<Double> learningRates,
      List<Initializer> initializers,
      List<Long> seeds,
      List<Integer> iterations) {
    List<SweepConfiguration> all = new ArrayList<>();
    for (List<Integer> layers : hiddenLayers) {
      for (double rate : learningRates) {
        for (Initializer initializer : initializers) {
          for (long seed : seeds) {
            for (int count : iterations) {
              all.add(new SweepConfiguration(layers, rate, initializer, seed, count));
            }
          }
        }
      }
    }
    return all;
  }

  /** Returns a trainer with this learning rate and number of iterations. */
  public Trainer trainer() {
    return new Trainer().learningRate(learningRate).iterations(iterations);
  }

  /**
   * Returns the untrained network.
   *
   * @param inputs n0
   * @param outputs n_L
   * @param type element type
   */
  public Network start(int inputs, int outputs, ElementType type) {
    return Network.initialize(topology(inputs, outputs), initializer, seed, type);
  }

  /** Returns the layer sizes for data of n0 inputs and n_L outputs. */
  Topology topology(int inputs, int outputs) {
    int[] sizes = new int[hiddenLayers.size() + 2];
    sizes[0] = inputs;
    for (int l = 1; l <= hiddenLayers.size(); l++) {
      sizes[l] = hiddenLayers.get(l - 1);
    }
    sizes[sizes.length - 1] = outputs;
    return Topology.of(sizes);
  }

  /**
   * Returns all of it in a few words, such as {@code 20,7,5 rate 0.0075 scaled seed 1, 2500
   * iterations}.
   */
  @Override
  public String toString() {
    String layers =
        hiddenLayers.isEmpty()
            ? "no hidden layer"
            : hiddenLayers.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "%s rate %s %s seed %d, %d iterations"
        .formatted(
            layers, learningRate, initializer.name().toLowerCase(Locale.ROOT), seed, iterations);
  }
}
