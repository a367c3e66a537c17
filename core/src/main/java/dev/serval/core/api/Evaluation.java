// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * How a network did on labelled examples.
 *
 * @param probabilities A[L], n_L × m
 * @param mislabeled indices of the examples with any wrong output, ascending
 */
public record Evaluation(Matrix probabilities, List<Integer> mislabeled) {

  /** Copies the list. */
  public Evaluation {
    mislabeled = List.copyOf(mislabeled);
  }

  /**
   * Compares predictions with labels.
   *
   * @param probabilities A[L], n_L × m; an output predicts 1 exactly if it is above 0.5
   * @param y labels, the same shape
   */
  static Evaluation of(Matrix probabilities, Matrix y) {
    List<Integer> mislabeled = new ArrayList<>();
    for (int j = 0; j < y.cols(); j++) {
      boolean right = true;
      for (int i = 0; i < y.rows(); i++) {
        right &= Network.isPositive(probabilities.get(i, j)) == (y.get(i, j) == 1);
      }
      if (!right) {
        mislabeled.add(j);
      }
    }
    return new Evaluation(probabilities, mislabeled);
  }

  /** Returns m, the number of examples. */
  public int examples() {
    return probabilities.cols();
  }

  /** Returns the number of examples predicted right. */
  public int correct() {
    return examples() - mislabeled.size();
  }

  /** Returns correct / m. */
  public double accuracy() {
    return (double) correct() / examples();
  }
}
