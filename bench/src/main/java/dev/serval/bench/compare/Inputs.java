// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;

/** The inputs of products and elementwise functions: the same numbers in every process. */
public final class Inputs {

  /** Where sigmoid is neither 0 nor 1 in float32, and ReLU's sign is a coin toss. */
  private static final double RANGE = 8;

  private Inputs() {}

  /**
   * The factors of a product as they lie in memory, row-major.
   *
   * @param a M×K, or K×M if the shape's A is transposed
   * @param b K×N, or N×K if the shape's B is transposed
   * @param bias M×1
   */
  public record Factors(Matrix a, Matrix b, Matrix bias) {}

  /** Returns new factors, uniform from −1 to 1. */
  public static Factors factors(Shapes.Gemm shape, ElementType type) {
    RandomMatrices random = new RandomMatrices();
    Matrix a =
        shape.isATransposed()
            ? random.uniform(type, shape.k(), shape.m(), -1, 1)
            : random.uniform(type, shape.m(), shape.k(), -1, 1);
    Matrix b =
        shape.isBTransposed()
            ? random.uniform(type, shape.n(), shape.k(), -1, 1)
            : random.uniform(type, shape.k(), shape.n(), -1, 1);
    return new Factors(a, b, random.uniform(type, shape.m(), 1, -1, 1));
  }

  /** Returns the argument of an elementwise function. */
  public static Matrix elements(Shapes.Elements shape, ElementType type) {
    return new RandomMatrices().uniform(type, shape.rows(), shape.cols(), -RANGE, RANGE);
  }

  /**
   * The argument of an elementwise function with bias.
   *
   * @param z any shape
   * @param bias as many rows, one column
   */
  public record Biased(Matrix z, Matrix bias) {}

  /** Returns the same argument as {@link #elements} and a bias, uniform from −1 to 1. */
  public static Biased biased(Shapes.Elements shape, ElementType type) {
    RandomMatrices random = new RandomMatrices();
    Matrix z = random.uniform(type, shape.rows(), shape.cols(), -RANGE, RANGE);
    return new Biased(z, random.uniform(type, shape.rows(), 1, -1, 1));
  }

  /** Returns the array of a float32 matrix. */
  public static float[] floats(Matrix matrix) {
    return ((FloatMatrix) matrix).array();
  }

  /** Returns the array of a float64 matrix. */
  public static double[] doubles(Matrix matrix) {
    return ((DoubleMatrix) matrix).array();
  }

  /** Returns the elements row by row, widened. */
  public static double[] flat(Matrix matrix) {
    double[] result = new double[matrix.rows() * matrix.cols()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.cols(); j++) {
        result[i * matrix.cols() + j] = matrix.get(i, j);
      }
    }
    return result;
  }

  /** Returns an array of floats, widened. */
  public static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  /** Returns an array of doubles, each rounded once. */
  public static float[] narrowed(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  /**
   * Returns the transposition of a row-major array.
   *
   * @param values rows×cols
   * @return cols×rows
   */
  public static double[] transposed(double[] values, int rows, int cols) {
    double[] result = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result[j * rows + i] = values[i * cols + j];
      }
    }
    return result;
  }
}
