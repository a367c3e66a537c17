// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The examples dealt into k folds: a drawn permutation, of which place p goes to fold p mod k; so
 * the sizes differ by one at most. Inside a fold examples are in ascending order.
 */
final class Folds {

  /**
   * One fold and the rest.
   *
   * @param training examples to train on, ascending
   * @param validation examples held out, ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Fold(int[] training, int[] validation) {}

  private Folds() {}

  /**
   * Deals.
   *
   * @param examples m ≥ k
   * @param k how many folds
   * @param seed of NumPy's legacy generator
   */
  static List<Fold> deal(int examples, int k, long seed) {
    int[] order = new NumpyRandom(seed).permutation(examples);
    int[] foldOf = new int[examples];
    for (int p = 0; p < examples; p++) {
      foldOf[order[p]] = p % k;
    }
    List<Fold> folds = new ArrayList<>();
    for (int f = 0; f < k; f++) {
      int fold = f;
      folds.add(
          new Fold(
              IntStream.range(0, examples).filter(j -> foldOf[j] != fold).toArray(),
              IntStream.range(0, examples).filter(j -> foldOf[j] == fold).toArray()));
    }
    return folds;
  }

  /** Returns the chosen columns of a matrix, copied. */
  static Matrix columns(Matrix source, int[] cols) {
    return block(source, IntStream.range(0, source.rows()).toArray(), cols);
  }

  /** Returns the chosen rows and columns of a matrix, copied. */
  static Matrix block(Matrix source, int[] rows, int[] cols) {
    Matrix block = Matrix.zeros(source.type(), rows.length, cols.length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < cols.length; j++) {
        block.set(i, j, source.get(rows[i], cols[j]));
      }
    }
    return block;
  }
}
