// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import dev.serval.core.api.Network;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;

/**
 * How the probability changes with each input: dP/dx, by one forward and one backward pass for one
 * example, in plain loops and double precision. Training has no use for it (the notebook calls it
 * dA0 and throws it away), so the engine does not offer it.
 */
final class InputGradient {

  private final Parameters parameters;

  /**
   * Takes a network's parameters.
   *
   * @param network hidden layers ReLU, one sigmoid output
   */
  InputGradient(Network network) {
    parameters = network.parameters();
  }

  /**
   * Computes dP/dx = P·(1 − P)·dz/dx, where z is the last layer's sum. P·(1 − P) is formed as
   * σ(z)·σ(−z), which is above zero for |z| up to 700: a network that is very sure still says which
   * pixels made it so.
   *
   * @param x inputs, n0; not changed
   * @return a new array of n0
   * @notebook L_model_backward, dA0
   */
  double[] of(double[] x) {
    int layers = parameters.layers();
    double[][] a = new double[layers + 1][];
    a[0] = x;
    for (int l = 1; l <= layers; l++) {
      a[l] = sums(parameters.weight(l), parameters.bias(l), a[l - 1]);
      if (l < layers) {
        for (int i = 0; i < a[l].length; i++) {
          a[l][i] = Math.max(0, a[l][i]);
        }
      }
    }
    double z = a[layers][0];
    double[] gradient = {sigmoid(z) * sigmoid(-z)};
    for (int l = layers; l >= 1; l--) {
      gradient = back(parameters.weight(l), gradient);
      if (l > 1) {
        for (int i = 0; i < gradient.length; i++) {
          // As in relu_backward: the derivative at 0 is 0.
          gradient[i] = a[l - 1][i] > 0 ? gradient[i] : 0;
        }
      }
    }
    return gradient;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** Returns W·a + b. */
  private static double[] sums(Matrix w, Matrix b, double[] a) {
    double[] z = new double[w.rows()];
    for (int i = 0; i < z.length; i++) {
      double sum = b.get(i, 0);
      for (int k = 0; k < a.length; k++) {
        sum += w.get(i, k) * a[k];
      }
      z[i] = sum;
    }
    return z;
  }

  /** Returns Wᵀ·dz. */
  private static double[] back(Matrix w, double[] dz) {
    double[] da = new double[w.cols()];
    for (int i = 0; i < dz.length; i++) {
      for (int k = 0; k < da.length; k++) {
        da[k] += w.get(i, k) * dz[i];
      }
    }
    return da;
  }
}
