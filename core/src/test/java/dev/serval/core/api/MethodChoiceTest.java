// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MethodChoiceTest {

  private static MethodChoice choose(int n0, int n1, int m, int batch, int iterations) {
    return new Trainer()
        .iterations(iterations)
        .batchSize(batch)
        .choose(Topology.of(n0, n1, 1), m, ElementType.FLOAT64);
  }

  @ParameterizedTest
  @CsvSource({
    "12288, 20,   209,   209, 2500, GRAM", // the cat pictures
    "12288, 20,   209,   209,    1, DIRECT", // X·Xᵀ for one step does not pay
    "12288, 20,   209,   209,    0, DIRECT",
    "  784, 20, 40000, 40000, 2500, DIRECT", // far more examples than inputs
    "  784, 20, 60000,   128, 2500, DIRECT", // and too many for one array
    "12288, 20,   209,    32, 2500, GRAM",
    "    2,  8,     4,     4, 2000, DIRECT", // nothing to gain
  })
  void theMethodFollowsTheWork(
      int n0, int n1, int m, int batch, int iterations, TrainingMethod expected) {
    MethodChoice choice = choose(n0, n1, m, batch, iterations);
    assertEquals(expected, choice.method(), choice::toString);
    assertTrue(choice.reason().length() > 5 && !choice.reason().contains("\n"), choice.reason());
  }

  @Test
  void theReasonNamesTheSizesThatDecided() {
    String reason = choose(12288, 20, 209, 209, 2500).reason();
    assertTrue(
        reason.matches(
            "209 examples of 12288 inputs, 2500 iterations: direct would be about \\d+ times the"
                + " work in layer 1"),
        reason);
  }

  @Test
  void moreExamplesNeverMakeGramMoreAttractive() {
    double last = 0;
    for (int m = 10; m < 40_000; m = m * 3 / 2) {
      MethodChoice choice = choose(1000, 30, m, m, 500);
      double ratio = choice.gramSeconds() / choice.directSeconds();
      assertTrue(ratio > last, choice::toString);
      last = ratio;
    }
    assertTrue(last > 1);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void whatIsAskedForIsDone(ElementType type) {
    Topology topology = Topology.of(3, 2, 1);
    for (TrainingMethod method :
        new TrainingMethod[] {TrainingMethod.DIRECT, TrainingMethod.GRAM}) {
      MethodChoice choice = new Trainer().method(method).choose(topology, 500, type);
      assertEquals(method, choice.method());
      assertEquals("as asked", choice.reason());
    }
  }

  @Test
  void gramThatCannotBeIsRefusedAndAutoGoesDirect() {
    Topology topology = Topology.of(100_000, 2, 1);
    Trainer gram = new Trainer().method(TrainingMethod.GRAM);
    assertEquals(
        "train: method GRAM keeps the inner products of all examples in one array, which holds"
            + " those of 46000 examples at most, not of 46001; use DIRECT or AUTO",
        assertThrows(
                IllegalArgumentException.class,
                () -> gram.choose(topology, 46_001, ElementType.FLOAT32))
            .getMessage());
    assertEquals(TrainingMethod.GRAM, gram.choose(topology, 46_000, ElementType.FLOAT32).method());
    MethodChoice auto = new Trainer().choose(topology, 46_001, ElementType.FLOAT32);
    assertEquals(TrainingMethod.DIRECT, auto.method());
    assertTrue(auto.reason().contains("do not fit one array"), auto.reason());
  }

  /** As asked for by those who train until a listener stops it. */
  @Test
  void asManyIterationsAsThereAreDoNotOverflowTheEstimate() {
    Trainer endless = new Trainer().iterations(Integer.MAX_VALUE);
    MethodChoice choice = endless.choose(Topology.of(12288, 20, 1), 209, ElementType.FLOAT64);
    assertEquals(TrainingMethod.GRAM, choice.method(), choice.reason());
    assertTrue(choice.directSeconds() > 1e6, choice.toString());
  }
}
