// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first notebook's functions make new matrices; its own update and relu_backward need not. */
class ArgumentsTest {

  private final StepByStep steps = new StepByStep(new ReferenceBackend());
  private final NumpyRandom random = new NumpyRandom(7);

  private Matrix randn(int rows, int cols) {
    Matrix matrix = Matrix.zeros(ElementType.FLOAT64, rows, cols);
    random.fillNormal(matrix);
    return matrix;
  }

  @Test
  void functionsLeaveTheirArgumentsAlone() {
    Matrix x = randn(4, 5);
    Matrix y = Matrix.of(ElementType.FLOAT64, new double[][] {{0, 1, 1, 0, 1}});
    Matrix dA = randn(3, 5);
    Parameters parameters =
        new Parameters(List.of(randn(3, 4), randn(1, 3)), List.of(randn(3, 1), randn(1, 1)));
    List<Matrix> arguments = new ArrayList<>(parameters.all());
    arguments.addAll(List.of(x, y, dA));

    ModelForwardResult forward = steps.lModelForward(x, parameters);
    for (LayerCache cache : forward.caches()) {
      arguments.addAll(List.of(cache.z(), cache.linear().aPrev()));
    }
    arguments.add(forward.aL());
    List<Matrix> before = arguments.stream().map(Matrix::copy).toList();

    LayerCache first = forward.caches().getFirst();
    steps.sigmoid(first.z());
    steps.relu(first.z());
    steps.reluBackward(dA, first.z());
    steps.sigmoidBackward(dA, first.z());
    steps.linearBackward(dA, first.linear());
    steps.linearActivationBackward(dA, first, "relu");
    steps.computeCost(forward.aL(), y);
    Gradients gradients = steps.lModelBackward(forward.aL(), y, forward.caches());
    steps.updateParameters(parameters, gradients, 0.1);

    for (int k = 0; k < arguments.size(); k++) {
      assertEquals(before.get(k).toString(), arguments.get(k).toString());
    }
  }

  /** A cache holds what went in, so a backward step sees the weights of its forward step. */
  @Test
  void cachesShareWhatTheyWereGiven() {
    Matrix a = randn(4, 5);
    Matrix w = randn(3, 4);
    Matrix b = randn(3, 1);
    LayerForwardResult layer = steps.linearActivationForward(a, w, b, "relu");
    assertSame(a, layer.cache().linear().aPrev());
    assertSame(w, layer.cache().linear().w());
    assertSame(b, layer.cache().linear().b());
  }

  /** NumPy would broadcast a column against a row to a square. */
  @Test
  void labelsOfAnotherShapeAreRefused() {
    Matrix aL = Matrix.of(ElementType.FLOAT64, new double[][] {{0.8, 0.9, 0.4}});
    Matrix column = Matrix.of(ElementType.FLOAT64, new double[][] {{1}, {1}, {0}});
    assertEquals(
        "computeCost: AL is 1×3 and Y is 3×1; the shapes must be equal",
        assertThrows(IllegalArgumentException.class, () -> steps.computeCost(aL, column))
            .getMessage());
    assertEquals(
        "lModelBackward: AL is 1×3 and Y is 3×1; the shapes must be equal",
        assertThrows(
                IllegalArgumentException.class, () -> steps.lModelBackward(aL, column, List.of()))
            .getMessage());
  }
}
