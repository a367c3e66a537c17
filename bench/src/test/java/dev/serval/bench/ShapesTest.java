// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.spi.Backend;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {

  @Test
  void stepOfTheCatNetIsTheSumOfItsProducts() {
    double flops =
        Arrays.stream(Shapes.Gemm.values())
            .filter(shape -> shape.name().startsWith("CAT_"))
            .mapToDouble(Shapes.Gemm::flops)
            .sum();
    assertEquals(flops, Shapes.Net.CAT.stepFlops());
  }

  @Test
  void forwardPassOfTheCatNetIsTheSumOfItsForwardProducts() {
    double flops =
        Arrays.stream(Shapes.Gemm.values())
            .filter(shape -> shape.name().matches("CAT_L\\d_FORWARD"))
            .mapToDouble(Shapes.Gemm::flops)
            .sum();
    assertEquals(flops, Shapes.Net.CAT.forwardFlops(Shapes.Net.CAT.examples()));
  }

  @Test
  void oneExamplesWeightsFitL2OfTheCatNetAndExceedItOfTheWideNet() {
    long l2 = 1 << 20;
    assertTrue(weightBytes(Shapes.Net.CAT) <= l2);
    assertTrue(weightBytes(Shapes.Net.WIDE) > 4 * l2);
  }

  private static double weightBytes(Shapes.Net net) {
    return net.forwardFlops(1) / 2 * Float.BYTES;
  }

  @Test
  void backendIsChosenByNameAndThreads() {
    try (Backend one = BackendChoice.open("simd");
        Backend three = BackendChoice.open("simd/3");
        Backend all = BackendChoice.open("simd/all")) {
      assertEquals("simd", one.name());
      assertEquals(1, one.threads());
      assertEquals(3, three.threads());
      assertEquals(Runtime.getRuntime().availableProcessors(), all.threads());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"simd/", "simd/0", "simd/-1", "simd/two", "simd/1/2"})
  void threadsThatAreNoNumberAreRefused(String choice) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> BackendChoice.open(choice));
    assertTrue(String.valueOf(refusal.getMessage()).contains("NAME/N"), refusal::getMessage);
  }
}
