// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.bench.elementwise.ActivationBenchmark;
import dev.serval.bench.gemm.GemmBenchmark;
import dev.serval.bench.train.PredictionBenchmark;
import dev.serval.bench.train.TrainingStepBenchmark;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not right is not timed: one unit in the last place of one element is enough. */
class WrongResultTest {

  @ParameterizedTest
  @EnumSource
  void wrongProductIsNotTimed(ElementType type) {
    for (Shapes.Constant constant : Shapes.Constant.values()) {
      GemmBenchmark benchmark = new GemmBenchmark();
      benchmark.shape = smallest(constant);
      benchmark.type = type;
      benchmark.backend = "wrong";
      assertRefused(benchmark::prepare, "gemm " + benchmark.shape);
      benchmark.backend = "reference";
      assertDoesNotThrow(benchmark::prepare);
    }
  }

  private static Shapes.Gemm smallest(Shapes.Constant constant) {
    return switch (constant) {
      case NEITHER -> Shapes.Gemm.CAT_L4_FORWARD;
      case LEFT -> Shapes.Gemm.ONE_EXAMPLE;
      case RIGHT -> Shapes.Gemm.CAT2_L1_FORWARD;
    };
  }

  @ParameterizedTest
  @EnumSource
  void wrongActivationIsNotTimed(ElementType type) {
    ActivationBenchmark benchmark = new ActivationBenchmark();
    benchmark.elements = Shapes.Elements.CAT_L1;
    benchmark.type = type;
    benchmark.backend = "wrong";
    assertRefused(benchmark::prepare, "sigmoid CAT_L1 (19, 208)");
    benchmark.backend = "reference";
    assertDoesNotThrow(benchmark::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void wrongTrainingStepIsNotTimed(ElementType type) {
    TrainingStepBenchmark benchmark = new TrainingStepBenchmark();
    benchmark.net = Shapes.Net.TINY;
    benchmark.type = type;
    benchmark.backend = "wrong";
    assertRefused(benchmark::prepare, "training step TINY 1, ");
    benchmark.backend = "reference";
    assertDoesNotThrow(benchmark::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void wrongPredictionIsNotTimed(ElementType type) {
    PredictionBenchmark benchmark = new PredictionBenchmark();
    benchmark.net = Shapes.Net.TINY;
    benchmark.examples = 1;
    benchmark.type = type;
    benchmark.backend = "wrong";
    assertRefused(benchmark::prepare, "prediction TINY (0, 0)");
    benchmark.backend = "reference";
    assertDoesNotThrow(benchmark::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void nanEqualsNanAndZerosOfDifferentSignDiffer(ElementType type) {
    Matrix a = Matrix.of(type, new double[][] {{Double.NaN, 0.0}});
    Matrix b = Matrix.of(type, new double[][] {{Double.NaN, -0.0}});
    try (Backend backend = BackendChoice.openReference()) {
      assertDoesNotThrow(() -> Verification.requireSameBits("copy", backend, a, a.copy()));
      assertRefused(() -> Verification.requireSameBits("sign", backend, a, b), "sign (0, 1)");
    }
  }

  private static void assertRefused(Runnable action, String what) {
    IllegalStateException refusal = assertThrows(IllegalStateException.class, action::run);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(what), message);
    assertTrue(message.contains("it must be the same bits"), message);
  }
}
