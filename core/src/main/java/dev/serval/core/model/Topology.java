// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The layer sizes n0, n1, …, nL of a network [LINEAR→RELU]×(L−1)→LINEAR→SIGMOID. Layers are
 * numbered 1..L as in the notebook; layer 0 is the input. L = 1 is logistic regression.
 */
public final class Topology {

  private final int[] sizes;

  private Topology(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * Makes a topology.
   *
   * @param sizes n0 (input features), n1, …, nL (outputs): at least two, each at least 1
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  public static Topology of(int... sizes) {
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          "topology: %s has %d sizes; give the input size and at least one layer"
              .formatted(Arrays.toString(sizes), sizes.length));
    }
    for (int l = 0; l < sizes.length; l++) {
      if (sizes[l] < 1) {
        throw new IllegalArgumentException(
            "topology: layer %d of %s has %d units; every layer needs at least 1"
                .formatted(l, Arrays.toString(sizes), sizes[l]));
      }
    }
    return new Topology(sizes.clone());
  }

  /** Returns L, the number of layers with weights. */
  public int layers() {
    return sizes.length - 1;
  }

  /**
   * Returns n_l, the number of units of a layer.
   *
   * @param l layer, 0 (the input) to L
   */
  public int size(int l) {
    return sizes[l];
  }

  /** Returns n0, the number of input features. */
  public int inputs() {
    return sizes[0];
  }

  /** Returns nL, the number of outputs. */
  public int outputs() {
    return sizes[sizes.length - 1];
  }

  /**
   * Returns what follows the linear step of a layer: RELU for 1..L−1, SIGMOID for L.
   *
   * @param l layer, 1 to L
   */
  public Activation activation(int l) {
    return l == layers() ? Activation.SIGMOID : Activation.RELU;
  }

  /** Returns the sizes n0..nL. */
  public int[] sizes() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topology topology && Arrays.equals(sizes, topology.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** Returns the sizes as {@code 12288-20-7-5-1}. */
  @Override
  public String toString() {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("-"));
  }
}
