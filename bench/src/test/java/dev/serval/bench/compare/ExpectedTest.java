// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.bench.Shapes;
import dev.serval.core.matrix.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is right is accepted, what is wrong in one place is not. */
class ExpectedTest {

  @BeforeAll
  static void writeInputs() throws IOException {
    NetInputs.write(Path.of(System.getProperty(NetInputs.DIRECTORY)), Shapes.Net.TINY);
  }

  static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      for (String shape : List.of("CAT_L2_DA", "CAT_L3_DW", "CAT_L4_DA", "TINY_L1_FORWARD")) {
        tasks.add(new Task(Family.GEMM, "product", shape, type, 0));
        tasks.add(new Task(Family.ELEMENTWISE, "bias-relu", shape, type, 0));
      }
      tasks.add(new Task(Family.ELEMENTWISE, "sigmoid", "CAT_L1", type, 0));
      tasks.add(new Task(Family.ELEMENTWISE, "relu", "CAT_L1", type, 0));
      tasks.add(new Task(Family.ELEMENTWISE, Task.BIAS_SIGMOID_IN_PLACE, "CAT_L1", type, 0));
      tasks.add(new Task(Family.ELEMENTWISE, Task.BIAS_RELU_IN_PLACE, "CAT_L1", type, 0));
      tasks.add(new Task(Family.STEP, "step", "TINY", type, 0));
      tasks.add(new Task(Family.INFERENCE, "predict", "TINY", type, 1));
      tasks.add(new Task(Family.INFERENCE, "predict", "TINY", type, 256));
    }
    return tasks;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void ourResultIsAcceptedOnOneAndSeveralThreads(Task task) throws Exception {
    for (int threads : new int[] {1, 3}) {
      try (Work work = new Serval(threads).open(task)) {
        Expected expected = Expected.of(task);
        double[] result = work.result();
        assertDoesNotThrow(() -> expected.require("Serval", task, result));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void resultThatIsWrongInOnePlaceIsRefusedWithThePlace(Task task) throws Exception {
    Expected expected = Expected.of(task);
    int last = expected.values().length - 1;
    for (double wrong :
        new double[] {
          expected.values()[last] + 1.01 * expected.bounds()[last] + Double.MIN_NORMAL,
          expected.values()[last] * -1 - 0.1,
          Double.NaN
        }) {
      double[] result = expected.values().clone();
      assertDoesNotThrow(() -> expected.require("peer", task, result));
      result[last] = wrong;
      WrongResultException refusal =
          assertThrows(
              WrongResultException.class, () -> expected.require("the peer", task, result));
      assertTrue(
          String.valueOf(refusal.getMessage()).contains("the peer gives " + wrong + " at " + last),
          refusal::getMessage);
    }
    assertThrows(
        WrongResultException.class, () -> expected.require("peer", task, new double[last]));
  }

  /** A bound that forgives an element its size forgives anything; rounding costs far less. */
  @ParameterizedTest
  @MethodSource("tasks")
  void boundsAreSmallBesideTheLargestElement(Task task) throws IOException {
    Expected expected = Expected.of(task);
    double largest = 0;
    double widest = 0;
    for (int i = 0; i < expected.values().length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      widest = Math.max(widest, expected.bounds()[i]);
    }
    assertTrue(widest < 1e-3 * largest, "bound " + widest + " beside " + largest);
  }

  /** DJL has the rate as a float32, times the outputs. */
  @ParameterizedTest
  @EnumSource(Shapes.Net.class)
  void rateOfAStepIsExactInFloatForEveryNet(Shapes.Net net) {
    Task task = new Task(Family.STEP, "step", net.name(), ElementType.FLOAT64, 0);
    double rate = task.learningRate() * net.topology().outputs();
    assertEquals(rate, (float) rate);
  }

  @Test
  void trainingHasTheNotebooksRate() {
    Task task = new Task(Family.TRAINING, "train", "CAT", ElementType.FLOAT64, 10);
    assertEquals(0.0075, task.learningRate());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void textOfATaskIsReadBack(Task task) {
    assertEquals(task, Task.parse(task.toString()));
  }
}
