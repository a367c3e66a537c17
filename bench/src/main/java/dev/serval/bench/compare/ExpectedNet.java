// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The notebook's equations in plain loops, with a running bound e on the error of every quantity
 * (Wilkinson's running error analysis, after Higham 2002, section 3.3): a product C = A·B has e_C =
 * γ·|A|·|B| + e_A·|B| + |A|·e_B with γ = {@link Expected#sumError}.
 */
final class ExpectedNet {

  private final Topology topology;
  private final ElementType type;
  private final int m;
  private final double learningRate;
  private final double unit;
  private final Parameters parameters;
  private final double[][] w;
  private final double[][] b;
  private final double[][] a;
  private final double[][] aError;
  private final double[][] z;
  private final double[][] zError;
  private final double[] y;

  ExpectedNet(Task task, int examples) throws IOException {
    topology = task.net().topology();
    type = task.type();
    m = examples;
    learningRate = task.learningRate();
    unit = Expected.unit(type);
    NetInputs inputs = NetInputs.of(task.net());
    parameters = inputs.parameters(type);
    int layers = topology.layers();
    w = new double[layers + 1][];
    b = new double[layers + 1][];
    a = new double[layers + 1][];
    aError = new double[layers + 1][];
    z = new double[layers + 1][];
    zError = new double[layers + 1][];
    a[0] = Inputs.flat(inputs.matrixX(type, m));
    aError[0] = new double[a[0].length]; // inputs are exact
    y = Inputs.flat(inputs.matrixY(type, m));
    forward();
  }

  private void forward() {
    for (int l = 1; l <= topology.layers(); l++) {
      int rows = topology.size(l);
      int k = topology.size(l - 1);
      w[l] = Inputs.flat(parameters.weight(l));
      b[l] = Inputs.flat(parameters.bias(l));
      z[l] = Loops.product(w[l], a[l - 1], rows, k, m);
      zError[l] = productError(w[l], new double[w[l].length], a[l - 1], aError[l - 1], rows, k, m);
      for (int i = 0; i < z[l].length; i++) {
        double bias = b[l][i / m];
        zError[l][i] += unit * (Math.abs(z[l][i]) + Math.abs(bias));
        z[l][i] += bias;
      }
      a[l] = new double[z[l].length];
      aError[l] = new double[z[l].length];
      boolean last = l == topology.layers();
      for (int i = 0; i < a[l].length; i++) {
        a[l][i] = last ? Expected.sigmoid(z[l][i]) : Math.max(0, z[l][i]);
        // The slope of sigmoid is at most 1/4, that of ReLU 1.
        aError[l][i] =
            last ? zError[l][i] / 4 + Expected.SIGMOID_UNITS * unit * a[l][i] : zError[l][i];
      }
    }
  }

  private double[] productError(
      double[] x, double[] xError, double[] y, double[] yError, int rows, int k, int cols) {
    double[] xSize = Loops.magnitudes(x);
    double[] ySize = Loops.magnitudes(y);
    double[] error = Loops.product(xSize, Loops.sum(ySize, yError), rows, k, cols);
    Loops.scale(error, Expected.sumError(k, type));
    if (IntStream.range(0, xError.length).anyMatch(i -> xError[i] != 0)) {
      Loops.add(1, Loops.product(xError, Loops.sum(ySize, yError), rows, k, cols), error);
    }
    if (IntStream.range(0, yError.length).anyMatch(i -> yError[i] != 0)) {
      Loops.add(1, Loops.product(xSize, yError, rows, k, cols), error);
    }
    return error;
  }

  /** Returns A[L]. */
  Expected prediction() {
    int last = topology.layers();
    return new Expected(a[last], aError[last]);
  }

  /**
   * Returns the parameters after one update.
   *
   * @param squaredError whether the loss is half the squared error instead of cross-entropy
   */
  Expected step(boolean squaredError) {
    int layers = topology.layers();
    double[][] values = new double[2 * layers][];
    double[][] bounds = new double[2 * layers][];
    double[] dZ = a[layers].clone();
    Loops.add(-1, y, dZ);
    double[] dZError = aError[layers].clone();
    Loops.add(unit, Loops.magnitudes(dZ), dZError);
    if (squaredError) {
      throughSigmoid(dZ, dZError);
    }
    for (int l = layers; l >= 1; l--) {
      int rows = topology.size(l);
      int k = topology.size(l - 1);
      double[] previousT = Inputs.transposed(a[l - 1], k, m);
      double[] previousTError = Inputs.transposed(aError[l - 1], k, m);
      double[] ones = DoubleStream.generate(() -> 1).limit(m).toArray();
      updated(
          w[l],
          Loops.product(dZ, previousT, rows, m, k),
          productError(dZ, dZError, previousT, previousTError, rows, m, k),
          values,
          bounds,
          2 * l - 2);
      updated(
          b[l],
          Loops.product(dZ, ones, rows, m, 1),
          productError(dZ, dZError, ones, new double[m], rows, m, 1),
          values,
          bounds,
          2 * l - 1);
      if (l > 1) {
        double[] wT = Inputs.transposed(w[l], rows, k);
        double[] dA = Loops.product(wT, dZ, k, rows, m);
        dZError = productError(wT, new double[wT.length], dZ, dZError, k, rows, m);
        for (int i = 0; i < dA.length; i++) {
          if (Math.abs(z[l - 1][i]) <= zError[l - 1][i]) {
            dZError[i] += Math.abs(dA[i]); // rounding may decide this mask either way
          } else if (z[l - 1][i] <= 0) {
            dZError[i] = 0;
          }
          dA[i] = z[l - 1][i] <= 0 ? 0 : dA[i];
        }
        dZ = dA;
      }
    }
    return new Expected(joined(values), joined(bounds));
  }

  /** dZ := dZ·a·(1 − a), with the bound: a·(1 − a) is at most 1/4 and its slope at most 1. */
  private void throughSigmoid(double[] dZ, double[] dZError) {
    int last = topology.layers();
    for (int i = 0; i < dZ.length; i++) {
      double slope = a[last][i] * (1 - a[last][i]);
      dZError[i] = dZError[i] / 4 + Math.abs(dZ[i]) * (aError[last][i] + 4 * unit);
      dZ[i] *= slope;
    }
  }

  /** Fills in p − α·sum/m and its bound: two more roundings of the update, and one of 1/m. */
  private void updated(
      double[] p, double[] sum, double[] error, double[][] values, double[][] bounds, int index) {
    double factor = learningRate / m;
    double[] value = p.clone();
    Loops.add(-factor, sum, value);
    double[] bound = error.clone();
    Loops.add(4 * unit, Loops.magnitudes(sum), bound);
    Loops.scale(bound, factor);
    Loops.add(2 * unit, Loops.magnitudes(p), bound);
    values[index] = value;
    bounds[index] = bound;
  }

  private static double[] joined(double[][] parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }
}
