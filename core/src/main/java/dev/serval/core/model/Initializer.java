// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import java.util.Locale;

/**
 * How weights begin: standard normal numbers, scaled per layer; biases are zero. Numbers are drawn
 * from NumPy's legacy generator, W1 first, each matrix row by row, scaled in double and rounded
 * once to the element type, so that a seed means the notebook's weights.
 */
public enum Initializer {
  /** randn · 0.01, the notebook's two-layer initialisation. Too small for deep networks. */
  SMALL {
    @Override
    double scale(double normal, int inputs) {
      return normal * 0.01;
    }
  },
  /** randn / √n_{l−1}, the notebook's L-layer initialisation. */
  SCALED {
    @Override
    double scale(double normal, int inputs) {
      return normal / Math.sqrt(inputs);
    }
  },
  /** randn · √(2 / n_{l−1}), after He et al. 2015, for layers followed by ReLU. */
  HE {
    @Override
    double scale(double normal, int inputs) {
      return normal * Math.sqrt(2.0 / inputs);
    }
  };

  abstract double scale(double normal, int inputs);

  /**
   * Draws parameters.
   *
   * @param topology layer sizes
   * @param seed seed of NumPy's legacy generator, 0 to 2³²−1
   * @param type the element type of the result
   * @return new matrices
   */
  public Parameters initialize(Topology topology, long seed, ElementType type) {
    NumpyRandom random = new NumpyRandom(seed);
    Parameters parameters = Parameters.zeros(topology, type);
    for (int l = 1; l <= topology.layers(); l++) {
      Matrix weight = parameters.weight(l);
      for (int i = 0; i < weight.rows(); i++) {
        for (int j = 0; j < weight.cols(); j++) {
          weight.set(i, j, scale(random.randn(), weight.cols()));
        }
      }
    }
    return parameters;
  }

  /**
   * Returns the initializer of this name, in any case.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static Initializer named(String name) {
    for (Initializer initializer : values()) {
      if (initializer.name().equals(name.toUpperCase(Locale.ROOT))) {
        return initializer;
      }
    }
    throw new IllegalArgumentException(
        "initializer: \"" + name + "\" is not known; use small, scaled or he");
  }
}
