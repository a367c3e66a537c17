// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputGradientTest {

  private static final double STEP = 1e-5;

  /** As for the gradients of training: norm of the difference over the sum of the norms. */
  private static final double RELATIVE = 1e-7;

  private static double probability(Network network, double[] x) {
    Matrix column = Matrix.zeros(ElementType.FLOAT64, x.length, 1);
    for (int k = 0; k < x.length; k++) {
      column.set(k, 0, x[k]);
    }
    return network.probabilities(column).get(0, 0);
  }

  @Test
  void agreesWithCentralDifferences() {
    long seed = Long.getLong("serval.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int[] sizes : new int[][] {{12, 1}, {12, 5, 1}, {12, 6, 4, 1}}) {
      for (int round = 0; round < 10; round++) {
        Network network =
            Network.initialize(
                Topology.of(sizes), Initializer.HE, random.nextInt(1000), ElementType.FLOAT64);
        double[] x = random.doubles(12).toArray();
        double[] gradient = new InputGradient(network).of(x);
        double difference = 0;
        double norms = 0;
        for (int k = 0; k < x.length; k++) {
          double[] moved = x.clone();
          moved[k] = x[k] + STEP;
          double up = probability(network, moved);
          moved[k] = x[k] - STEP;
          double numeric = (up - probability(network, moved)) / (2 * STEP);
          difference += Math.pow(gradient[k] - numeric, 2);
          norms += Math.pow(gradient[k], 2) + Math.pow(numeric, 2);
        }
        // A dead layer has no gradient, in both ways of computing it.
        double relative = norms == 0 ? 0 : Math.sqrt(difference / norms);
        assertTrue(relative < RELATIVE, "serval.seed=" + seed + ": " + relative);
      }
    }
  }

  @Test
  void aNetworkThatIsVerySureStillSaysWhy() {
    Matrix w = Matrix.of(ElementType.FLOAT64, new double[][] {{100, -20}});
    Matrix b = Matrix.of(ElementType.FLOAT64, new double[][] {{0}});
    Network network = Network.of(new Parameters(List.of(w), List.of(b)));
    double[] gradient = new InputGradient(network).of(new double[] {1, 1});
    assertEquals(1.0, probability(network, new double[] {1, 1}));
    assertTrue(gradient[0] > 0 && gradient[1] < 0, gradient[0] + ", " + gradient[1]);
    assertEquals(-5, gradient[0] / gradient[1], 1e-12);
  }

  @Test
  void theExplanationPointsToThePixelsThatCount() {
    int size = 6;
    byte[] rgb = new byte[size * size * 3];
    double[] gradient = new double[rgb.length];
    java.util.Arrays.fill(rgb, (byte) 255);
    gradient[0] = 1; // upper left, red: for
    gradient[rgb.length - 1] = -4; // lower right, blue: against
    Explanation why = new Explanation(rgb, gradient, size, size);
    assertEquals(1, why.contributions()[0]);
    assertEquals(-4, why.contributions()[size * size - 1]);
    byte[] picture = why.picture();
    // Half strength, by the root, of blue on white's grey; full strength of orange; grey between.
    assertEquals((200 + 30) / 2, picture[0] & 0xFF);
    assertEquals(255, picture[picture.length - 3] & 0xFF);
    assertEquals(0, picture[picture.length - 1] & 0xFF);
    assertEquals(200, picture[3] & 0xFF);
    assertEquals(
        "What speaks most for cat is in the upper left. What speaks most against it is in the lower"
            + " right.",
        why.words("cat"));
    assertEquals(
        "No pixel speaks for or against cat.",
        new Explanation(rgb, new double[rgb.length], size, size).words("cat"));
  }
}
