// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.serval.core.api.Evaluation;
import dev.serval.core.api.TrainingResult;
import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.random.NumpyRandom;
import dev.serval.core.spi.Backend;
import dev.serval.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second notebook's functions on small data; ApplicationContract has the course's pictures. */
class ApplicationTest {

  private static final int INPUTS = 12;
  private static final int EXAMPLES = 9;
  private static final double LEARNING_RATE = 0.3;
  private static final int ITERATIONS = 20;

  /**
   * The stacked helpers have the literal output layer and round dW before the step: some 10
   * roundings of numbers near 1 an iteration.
   */
  private static final double STACKED = ITERATIONS * 10 * 0x1p-53;

  private final Backend backend = new ReferenceBackend();
  private final Application application = new Application(backend);

  private static Matrix inputs() {
    Matrix x = Matrix.zeros(ElementType.FLOAT64, INPUTS, EXAMPLES);
    new NumpyRandom(5).fillNormal(x);
    return x;
  }

  private static Matrix labels() {
    Matrix y = Matrix.zeros(ElementType.FLOAT64, 1, EXAMPLES);
    for (int j = 0; j < EXAMPLES; j += 2) {
      y.set(0, j, 1);
    }
    return y;
  }

  /** Initialize, then forward, cost, backward and update in a loop, as the notebook stacks them. */
  @Test
  void theHelpersStackedAreTheTwoLayerModel() {
    Matrix x = inputs();
    Matrix y = labels();
    StepByStep steps = new StepByStep(backend);
    Parameters parameters = steps.initializeParameters(INPUTS, 4, 1, 1);
    TrainingResult result =
        application.twoLayerModel(x, y, new int[] {INPUTS, 4, 1}, LEARNING_RATE, ITERATIONS);
    double first = Double.NaN;
    double last = Double.NaN;
    for (int i = 0; i < ITERATIONS; i++) {
      ModelForwardResult forward = steps.lModelForward(x, parameters);
      last = steps.computeCost(forward.aL(), y);
      first = i == 0 ? last : first;
      Gradients gradients = steps.lModelBackward(forward.aL(), y, forward.caches());
      parameters = steps.updateParameters(parameters, gradients, LEARNING_RATE);
    }
    assertEquals(2, result.costs().size());
    assertEquals(first, result.costs().getFirst().cost(), STACKED);
    assertEquals(last, result.costs().getLast().cost(), STACKED);
    for (int k = 0; k < parameters.all().size(); k++) {
      double[][] expected = parameters.all().get(k).toArray();
      double[][] actual = result.network().parameters().all().get(k).toArray();
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < expected[i].length; j++) {
          assertEquals(expected[i][j], actual[i][j], STACKED);
        }
      }
    }
  }

  @Test
  void aTwoLayerModelHasThreeSizes() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> application.twoLayerModel(inputs(), labels(), new int[] {INPUTS, 1}, 1, 1));
    assertEquals("twoLayerModel: [12, 1] has 2 sizes; give n_x, n_h and n_y", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lmodel.tiny.2it", "Lmodel.tiny.3it"})
  void lLayerModelGivesTheGoldenParameters(String id) {
    JsonObject golden =
        Golden.resource("step_by_step.json").getAsJsonArray("cases").asList().stream()
            .map(element -> element.getAsJsonObject())
            .filter(one -> one.get("id").getAsString().equals(id))
            .findFirst()
            .orElseThrow();
    JsonObject in = golden.getAsJsonObject("inputs");
    JsonArray dims = in.getAsJsonArray("layers_dims");
    TrainingResult result =
        application.lLayerModel(
            Golden.matrix(in.get("X")),
            Golden.matrix(in.get("Y")),
            dims.asList().stream().mapToInt(size -> size.getAsInt()).toArray(),
            in.get("learning_rate").getAsDouble(),
            in.get("num_iterations").getAsInt());
    JsonObject expected = golden.getAsJsonObject("expected").deepCopy();
    if (golden.has("exact")) {
      golden
          .getAsJsonObject("exact")
          .entrySet()
          .forEach(entry -> expected.add(entry.getKey(), entry.getValue()));
    }
    Parameters parameters = result.network().parameters();
    for (int l = 1; l <= parameters.layers(); l++) {
      Golden.assertClose(Golden.matrix(expected.get("W" + l)), parameters.weight(l), "W" + l);
      Golden.assertClose(Golden.matrix(expected.get("b" + l)), parameters.bias(l), "b" + l);
    }
  }

  /** Zero weights give probabilities of exactly one half, which is not above it. */
  @Test
  void oneHalfIsNotAboveOneHalf() {
    Parameters zeros = Parameters.zeros(Topology.of(INPUTS, 1), ElementType.FLOAT64);
    Evaluation evaluation = application.predict(inputs(), labels(), zeros);
    assertEquals(0.5, evaluation.probabilities().get(0, 0));
    assertEquals(List.of(0, 2, 4, 6, 8), evaluation.mislabeled());
    assertEquals(4.0 / 9, evaluation.accuracy());
  }
}
