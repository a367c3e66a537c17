// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

// Generated from FloatPlainEpilogue.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.math.DoubleMath;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Epilogue;

/**
 * What happens to a finished row of sums, in plain loops. Asks for the kind of epilogue by {@code
 * instanceof}: the bootstrap of the first pattern switch costs a fresh JVM some 20 ms.
 */
final class DoublePlainEpilogue {

  private final Epilogue epilogue;

  DoublePlainEpilogue(Epilogue epilogue) {
    this.epilogue = epilogue;
  }

  /**
   * Finishes a part of a row of C.
   *
   * @param i the row
   * @param col the first column
   * @param n how many
   * @param sums read and written
   * @param from where the part begins in them
   * @param other memory for as many more, overwritten
   */
  void apply(int i, int col, int n, double[] sums, int from, double[] other) {
    Epilogue then = epilogue;
    if (then instanceof Epilogue.Add add) {
      DoubleMatrix d = (DoubleMatrix) add.d();
      DoublePlainRow.gather(d.array(), d.index(i, col), d.colStride(), other, from, n);
      DoublePlainRow.add(other, sums, from, from + n);
      then = add.then();
    }
    if (then instanceof Epilogue.Bias bias) {
      bias(at(bias.b(), i), sums, from, n);
    } else if (then instanceof Epilogue.BiasRelu bias) {
      bias(at(bias.b(), i), sums, from, n);
      relu(sums, from, n);
    } else if (then instanceof Epilogue.BiasSigmoid bias) {
      bias(at(bias.b(), i), sums, from, n);
      sigmoid(sums, from, n);
    } else if (then instanceof Epilogue.Scale scale) {
      scale(scale.factor(), sums, from, n);
    } else if (then instanceof Epilogue.ReluMask mask) {
      DoubleMatrix a = (DoubleMatrix) mask.a();
      DoublePlainRow.gather(a.array(), a.index(i, col), a.colStride(), other, from, n);
      mask(other, sums, from, n);
    } else if (!(then instanceof Epilogue.None)) {
      throw new IllegalStateException("epilogue " + then + " is not known here");
    }
  }

  private static double at(Matrix column, int i) {
    DoubleMatrix b = (DoubleMatrix) column;
    return b.array()[b.index(i, 0)];
  }

  private static void bias(double b, double[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] += b;
    }
  }

  private static void relu(double[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = Math.max(sums[j], 0.0); // +0 for ±0 and below; NaN stays NaN
    }
  }

  private static void sigmoid(double[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = DoubleMath.sigmoid(sums[j]);
    }
  }

  private static void scale(double factor, double[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] *= factor;
    }
  }

  private static void mask(double[] a, double[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = a[j] <= 0 ? 0 : sums[j];
    }
  }
}
