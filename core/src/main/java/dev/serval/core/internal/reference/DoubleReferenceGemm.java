// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

// Generated from FloatReferenceGemm.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.math.DoubleMath;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import java.util.Arrays;

/**
 * C := epilogue(A·B) in plain loops. Each element of C is a sum of segments, in ascending order,
 * and each segment one chain of fma from +0, k ascending. All elements of C make the same step of
 * their chains at the same time: a row of B, scaled by an element of A, is added to a row of sums.
 * That is the same as element by element, and a loop that compilers know how to make fast.
 */
final class DoubleReferenceGemm implements Product {

  /** The length of the chains of fma that one element of a product is summed in. */
  private static final int SEGMENT = 256;

  private final DoubleMatrix a;
  private final DoubleMatrix b;
  private final DoubleMatrix c;
  private final Epilogue epilogue;

  /** The segment's sums, shaped as C. */
  private final double[][] sums;

  /** One row of B. */
  private final double[] row;

  DoubleReferenceGemm(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, Epilogue epilogue) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
    this.sums = new double[c.rows()][c.cols()];
    this.row = new double[c.cols()];
  }

  @Override
  public void run() {
    segment(0);
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        c.array()[c.index(i, j)] = sums[i][j];
      }
    }
    for (int first = SEGMENT; first < a.cols(); first += SEGMENT) {
      segment(first);
      for (int i = 0; i < c.rows(); i++) {
        for (int j = 0; j < c.cols(); j++) {
          c.array()[c.index(i, j)] += sums[i][j];
        }
      }
    }
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        c.array()[c.index(i, j)] = finish(at(c, i, j), i, j, epilogue);
      }
    }
  }

  /** Computes the sums of the segment that begins at {@code first}. */
  private void segment(int first) {
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int k = first; k < Math.min(a.cols(), first + SEGMENT); k++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = at(b, k, j);
      }
      for (int i = 0; i < sums.length; i++) {
        addScaled(at(a, i, k), row, sums[i]);
      }
    }
  }

  private static void addScaled(double factor, double[] x, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = Math.fma(factor, x[j], sum[j]);
    }
  }

  private static double finish(double sum, int i, int j, Epilogue epilogue) {
    return switch (epilogue) {
      case Epilogue.None none -> sum;
      case Epilogue.Bias bias -> sum + at(bias.b(), i, 0);
      case Epilogue.BiasRelu bias -> DoubleReference.relu(sum + at(bias.b(), i, 0));
      case Epilogue.BiasSigmoid bias -> DoubleMath.sigmoid(sum + at(bias.b(), i, 0));
      case Epilogue.Scale scale -> sum * scale.factor();
      case Epilogue.ReluMask mask -> at(mask.a(), i, j) <= 0 ? 0 : sum;
      case Epilogue.Add add -> finish(at(add.d(), i, j) + sum, i, j, add.then());
    };
  }

  private static double at(Matrix matrix, int i, int j) {
    return DoubleReference.at(matrix, i, j);
  }

  @Override
  public String toString() {
    return "reference gemm " + c.rows() + "×" + c.cols() + "×" + a.cols();
  }
}
