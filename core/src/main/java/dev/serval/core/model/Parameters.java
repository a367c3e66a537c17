// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights W[l] (n_l × n_{l−1}) and biases b[l] (n_l × 1) of layers 1..L, all of one element
 * type. The matrices are shared, not copied: whoever holds a {@code Parameters} can change its
 * elements.
 */
public final class Parameters {

  private final List<Matrix> weights;
  private final List<Matrix> biases;
  private final Topology topology;
  private final ElementType type;

  /**
   * Puts matrices together.
   *
   * @param weights W1..WL
   * @param biases b1..bL
   * @throws IllegalArgumentException if the shapes do not form a network or the types differ
   */
  public Parameters(List<Matrix> weights, List<Matrix> biases) {
    if (weights.isEmpty() || weights.size() != biases.size()) {
      throw new IllegalArgumentException(
          "parameters: %d weight matrices and %d bias vectors; need one of each for every layer"
              .formatted(weights.size(), biases.size()));
    }
    this.weights = List.copyOf(weights);
    this.biases = List.copyOf(biases);
    this.type = weights.get(0).type();
    int[] sizes = new int[weights.size() + 1];
    sizes[0] = weights.get(0).cols();
    for (int l = 1; l < sizes.length; l++) {
      Matrix weight = weights.get(l - 1);
      Matrix bias = biases.get(l - 1);
      sizes[l] = weight.rows();
      if (weight.cols() != sizes[l - 1]) {
        throw new IllegalArgumentException(
            "parameters: W%d is %s, but the layer before has %d units; W%d.cols must equal that"
                .formatted(l, weight.shape(), sizes[l - 1], l));
      }
      if (bias.rows() != weight.rows() || bias.cols() != 1) {
        throw new IllegalArgumentException(
            "parameters: W%d is %s and b%d is %s; b%d must be %d×1"
                .formatted(l, weight.shape(), l, bias.shape(), l, weight.rows()));
      }
      if (weight.type() != type || bias.type() != type) {
        throw new IllegalArgumentException(
            "parameters: W1 is %s, W%d is %s and b%d is %s; all must have one element type"
                .formatted(type, l, weight.type(), l, bias.type()));
      }
    }
    this.topology = Topology.of(sizes);
  }

  /** Makes parameters that are all zero. */
  public static Parameters zeros(Topology topology, ElementType type) {
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> biases = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      weights.add(Matrix.zeros(type, topology.size(l), topology.size(l - 1)));
      biases.add(Matrix.zeros(type, topology.size(l), 1));
    }
    return new Parameters(weights, biases);
  }

  /** Returns the layer sizes these parameters fit. */
  public Topology topology() {
    return topology;
  }

  /** Returns the element type of all matrices. */
  public ElementType type() {
    return type;
  }

  /** Returns L, the number of layers. */
  public int layers() {
    return weights.size();
  }

  /**
   * Returns W[l], n_l × n_{l−1}.
   *
   * @param l layer, 1 to L
   */
  public Matrix weight(int l) {
    return weights.get(l - 1);
  }

  /**
   * Returns b[l], n_l × 1.
   *
   * @param l layer, 1 to L
   */
  public Matrix bias(int l) {
    return biases.get(l - 1);
  }

  /** Returns W1, b1, W2, b2, …, WL, bL. */
  public List<Matrix> all() {
    List<Matrix> result = new ArrayList<>();
    for (int l = 1; l <= layers(); l++) {
      result.add(weight(l));
      result.add(bias(l));
    }
    return result;
  }

  /** Returns new matrices with the same elements. */
  public Parameters copy() {
    return copyAs(type);
  }

  /** Returns new matrices with the same elements, each rounded once to another type. */
  public Parameters copyAs(ElementType type) {
    // Loops, not streams: the first lambdas of a fresh JVM cost milliseconds.
    List<Matrix> newWeights = new ArrayList<>();
    List<Matrix> newBiases = new ArrayList<>();
    for (int l = 1; l <= layers(); l++) {
      newWeights.add(weight(l).copyAs(type));
      newBiases.add(bias(l).copyAs(type));
    }
    return new Parameters(newWeights, newBiases);
  }
}
