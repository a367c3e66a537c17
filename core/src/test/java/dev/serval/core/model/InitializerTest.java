// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {

  /** All three scale the same drawn numbers: W1 first, row by row, no draw for a bias. */
  @ParameterizedTest
  @EnumSource
  void weightsAreNormalNumbersInOrderScaledByTheLayerBefore(Initializer initializer) {
    Topology topology = Topology.of(5, 4, 3, 1);
    for (ElementType type : ElementType.values()) {
      Parameters parameters = initializer.initialize(topology, 3, type);
      NumpyRandom random = new NumpyRandom(3);
      for (int l = 1; l <= topology.layers(); l++) {
        Matrix weight = parameters.weight(l);
        for (int i = 0; i < weight.rows(); i++) {
          for (int j = 0; j < weight.cols(); j++) {
            double normal = random.randn();
            double expected =
                switch (initializer) {
                  case SMALL -> normal * 0.01;
                  case SCALED -> normal / Math.sqrt(topology.size(l - 1));
                  case HE -> normal * Math.sqrt(2.0 / topology.size(l - 1));
                };
            assertEquals(type.round(expected), weight.get(i, j));
          }
          assertEquals(0.0, parameters.bias(l).get(i, 0));
        }
      }
    }
  }
}
