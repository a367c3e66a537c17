// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.startup;

import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;

/**
 * The least that a user of the library does in a fresh JVM: makes a network of the course's size,
 * asks it about one example and prints the answer.
 */
final class FirstPrediction {

  private FirstPrediction() {}

  /** Predicts; arguments are ignored. */
  public static void main(String[] args) {
    Topology topology = Topology.of(12_288, 20, 7, 5, 1);
    Network network = Network.initialize(topology, Initializer.SCALED, 1, ElementType.FLOAT32);
    Matrix example = Matrix.zeros(ElementType.FLOAT32, topology.inputs(), 1);
    for (int i = 0; i < example.rows(); i++) {
      example.set(i, 0, i % 256 / 255.0);
    }
    System.out.println(network.probabilities(example).get(0, 0));
  }
}
