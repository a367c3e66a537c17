// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.math.FloatMath;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Epilogue;

/**
 * What happens to a finished row of sums, in plain loops. Asks for the kind of epilogue by {@code
 * instanceof}: the bootstrap of the first pattern switch costs a fresh JVM some 20 ms.
 */
final class FloatPlainEpilogue {

  private final Epilogue epilogue;

  FloatPlainEpilogue(Epilogue epilogue) {
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
  void apply(int i, int col, int n, float[] sums, int from, float[] other) {
    Epilogue then = epilogue;
    if (then instanceof Epilogue.Add add) {
      FloatMatrix d = (FloatMatrix) add.d();
      FloatPlainRow.gather(d.array(), d.index(i, col), d.colStride(), other, from, n);
      FloatPlainRow.add(other, sums, from, from + n);
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
      scale((float) scale.factor(), sums, from, n);
    } else if (then instanceof Epilogue.ReluMask mask) {
      FloatMatrix a = (FloatMatrix) mask.a();
      FloatPlainRow.gather(a.array(), a.index(i, col), a.colStride(), other, from, n);
      mask(other, sums, from, n);
    } else if (!(then instanceof Epilogue.None)) {
      throw new IllegalStateException("epilogue " + then + " is not known here");
    }
  }

  private static float at(Matrix column, int i) {
    FloatMatrix b = (FloatMatrix) column;
    return b.array()[b.index(i, 0)];
  }

  private static void bias(float b, float[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] += b;
    }
  }

  private static void relu(float[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = Math.max(sums[j], 0f); // +0 for ±0 and below; NaN stays NaN
    }
  }

  private static void sigmoid(float[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = FloatMath.sigmoid(sums[j]);
    }
  }

  private static void scale(float factor, float[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] *= factor;
    }
  }

  private static void mask(float[] a, float[] sums, int from, int n) {
    for (int j = from; j < from + n; j++) {
      sums[j] = a[j] <= 0 ? 0 : sums[j];
    }
  }
}
