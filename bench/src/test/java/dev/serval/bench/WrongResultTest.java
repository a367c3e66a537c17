// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.bench.elementwise.ActivationBenchmark;
import dev.serval.bench.elementwise.ElementRate;
import dev.serval.bench.gemm.GemmBenchmark;
import dev.serval.bench.roofline.Rates;
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
      Shapes.Gemm shape = smallest(constant);
      assertRefused(gemm(shape, type, "wrong")::prepare, "gemm " + shape);
      assertDoesNotThrow(gemm(shape, type, "reference")::prepare);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongActivationIsNotTimed(ElementType type) {
    assertRefused(activation(type, "wrong")::prepare, "sigmoid CAT_L1 (19, 208)");
    assertDoesNotThrow(activation(type, "reference")::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void wrongTrainingStepIsNotTimed(ElementType type) {
    assertRefused(training(type, "wrong")::prepare, "training step TINY 1, ");
    assertDoesNotThrow(training(type, "reference")::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void wrongPredictionIsNotTimed(ElementType type) {
    assertRefused(prediction(type, "wrong")::prepare, "prediction TINY (0, 0)");
    assertDoesNotThrow(prediction(type, "reference")::prepare);
  }

  @ParameterizedTest
  @EnumSource
  void resultThatGoesWrongWhileTimedEndsTheRun(ElementType type) {
    Rates rates = new Rates();
    GemmBenchmark gemm = gemm(Shapes.Gemm.CAT_L4_FORWARD, type, "wrong-later");
    gemm.prepare();
    repeat(() -> gemm.product(rates));
    assertRefused(gemm::finish, "gemm CAT_L4_FORWARD (0, 208)");

    ActivationBenchmark activation = activation(type, "wrong-later");
    activation.prepare();
    repeat(() -> activation.sigmoid(new ElementRate()));
    assertRefused(activation::finish, "sigmoid CAT_L1 (19, 208)");

    TrainingStepBenchmark training = training(type, "wrong-later");
    training.prepare();
    training.start();
    repeat(() -> training.step(rates));
    assertRefused(training::finish, "training step TINY 1, ");

    PredictionBenchmark prediction = prediction(type, "wrong-later");
    prediction.prepare();
    repeat(() -> prediction.predict(rates));
    assertRefused(prediction::finish, "prediction TINY (0, 0)");
  }

  private static void repeat(Runnable operation) {
    for (int i = 0; i < WrongBackendProvider.RIGHT_RESULTS; i++) {
      operation.run();
    }
  }

  private static Shapes.Gemm smallest(Shapes.Constant constant) {
    return switch (constant) {
      case NEITHER -> Shapes.Gemm.CAT_L4_FORWARD;
      case LEFT -> Shapes.Gemm.ONE_EXAMPLE;
      case RIGHT -> Shapes.Gemm.CAT2_L1_FORWARD;
    };
  }

  private static GemmBenchmark gemm(Shapes.Gemm shape, ElementType type, String backend) {
    GemmBenchmark benchmark = new GemmBenchmark();
    benchmark.shape = shape;
    benchmark.type = type;
    benchmark.backend = backend;
    return benchmark;
  }

  private static ActivationBenchmark activation(ElementType type, String backend) {
    ActivationBenchmark benchmark = new ActivationBenchmark();
    benchmark.elements = Shapes.Elements.CAT_L1;
    benchmark.type = type;
    benchmark.backend = backend;
    return benchmark;
  }

  private static TrainingStepBenchmark training(ElementType type, String backend) {
    TrainingStepBenchmark benchmark = new TrainingStepBenchmark();
    benchmark.net = Shapes.Net.TINY;
    benchmark.type = type;
    benchmark.backend = backend;
    return benchmark;
  }

  private static PredictionBenchmark prediction(ElementType type, String backend) {
    PredictionBenchmark benchmark = new PredictionBenchmark();
    benchmark.net = Shapes.Net.TINY;
    benchmark.examples = 1;
    benchmark.type = type;
    benchmark.backend = backend;
    return benchmark;
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
