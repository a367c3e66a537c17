// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.util.SplittableRandom;

/** Inputs for benchmarks: the same in every run, since the seed is fixed. */
public final class RandomMatrices {

  /** Any seed will do; the time of no operation depends on the values. */
  private static final long SEED = 1;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Starts the sequence anew. */
  public RandomMatrices() {}

  /** Returns a new row-major matrix, uniform from {@code low} to {@code high}. */
  public Matrix uniform(ElementType type, int rows, int cols, double low, double high) {
    Matrix result = Matrix.zeros(type, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result.set(i, j, random.nextDouble(low, high));
      }
    }
    return result;
  }

  /** Returns a new row-major matrix of zeros and ones, as labels are. */
  public Matrix labels(ElementType type, int rows, int cols) {
    Matrix result = Matrix.zeros(type, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result.set(i, j, random.nextInt(2));
      }
    }
    return result;
  }
}
