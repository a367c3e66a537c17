// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Activation;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.BackendOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each misuse gets one message that says what, where and what to do. */
class BadInputTest {

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  private static Matrix zeros(int rows, int cols) {
    return Matrix.zeros(ElementType.FLOAT64, rows, cols);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void learningRatesMustBeFiniteAndPositive(double rate) {
    refused(
        "learning rate: " + rate + "; must be a finite number above 0",
        () -> new Trainer().learningRate(rate));
  }

  @Test
  void countsMustBeSensible() {
    refused("iterations: -1; must not be negative", () -> new Trainer().iterations(-1));
    refused("cost every: 0; must be at least 1", () -> new Trainer().costEvery(0));
    refused("batch size: 0; must be at least 1", () -> new Trainer().batchSize(0));
    refused("threads: 0; must be at least 1", () -> new BackendOptions(0));
    refused(
        "topology: layer 1 of [4, 0, 1] has 0 units; every layer needs at least 1",
        () -> Topology.of(4, 0, 1));
    refused(
        "topology: [4] has 1 sizes; give the input size and at least one layer",
        () -> Topology.of(4));
    refused(
        "predictor: 0 examples; need at least 1", () -> network(ElementType.FLOAT64).predictor(0));
  }

  @Test
  void namesMustBeKnown() {
    refused(
        "activation: \"tanh\" is not known; use \"relu\" or \"sigmoid\"",
        () -> Activation.named("tanh"));
    refused(
        "initializer: \"xavier\" is not known; use small, scaled or he",
        () -> Initializer.named("xavier"));
  }

  @Test
  void aDatasetHasFiniteInputsAndLabelsZeroOrOne() {
    Matrix x = zeros(2, 3);
    Matrix y = zeros(1, 3);
    refused(
        "dataset: X is 2×3 and Y is 1×4; examples are columns, so X.cols must equal Y.cols",
        () -> Dataset.of(x, zeros(1, 4)));
    refused(
        "dataset: X is 2×0 and Y is 1×0; there must be at least one example, feature and label",
        () -> Dataset.of(zeros(2, 0), zeros(1, 0)));
    refused(
        "dataset: X is FLOAT64 and Y is FLOAT32; both must have the same element type",
        () -> Dataset.of(x, Matrix.zeros(ElementType.FLOAT32, 1, 3)));
    y.set(0, 2, 2);
    refused(
        "dataset: the label of example 2 is 2.0; labels must be 0 or 1", () -> Dataset.of(x, y));
    y.set(0, 2, 1);
    x.set(1, 0, Double.NaN);
    refused(
        "dataset: feature 1 of example 0 is NaN; inputs must be finite", () -> Dataset.of(x, y));
  }

  @Test
  void dataMustFitTheNetwork() {
    Network network = network(ElementType.FLOAT64);
    refused(
        "train: X is 2×5, Y is 1×5 and the network is 3-2-1; X must be 3×m and Y 1×m",
        () -> new Trainer().train(network, Dataset.of(zeros(2, 5), zeros(1, 5))));
    refused(
        "train: the data is FLOAT64 and the network FLOAT32; convert the data with as(FLOAT32)",
        () ->
            new Trainer()
                .train(network(ElementType.FLOAT32), Dataset.of(zeros(3, 5), zeros(1, 5))));
    refused(
        "predict: X is FLOAT64 4×5 and the network is FLOAT64 3-2-1; X must be 3×m of the same"
            + " element type",
        () -> network.predict(zeros(4, 5)));
    refused(
        "evaluate: Y is 2×5 and the network is 3-2-1; Y must be 1×m",
        () -> network.evaluate(Dataset.of(zeros(3, 5), zeros(2, 5))));
  }

  @Test
  void parametersMustFormANetwork() {
    refused(
        "parameters: W2 is 1×3, but the layer before has 4 units; W2.cols must equal that",
        () -> new Parameters(List.of(zeros(4, 2), zeros(1, 3)), List.of(zeros(4, 1), zeros(1, 1))));
    refused(
        "parameters: W1 is 4×2 and b1 is 1×1; b1 must be 4×1",
        () -> new Parameters(List.of(zeros(4, 2)), List.of(zeros(1, 1))));
  }

  @Test
  void anUnknownBackendIsNamed() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Backends.named("gpu", new BackendOptions(1)))
            .getMessage();
    assertEquals("backend: \"gpu\" is not known; found here: reference", message);
  }

  private static Network network(ElementType type) {
    return Network.initialize(Topology.of(3, 2, 1), Initializer.SCALED, 1, type);
  }
}
