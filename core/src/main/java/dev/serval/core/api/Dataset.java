// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;

/**
 * Labelled examples, one per column: X (n0 × m) and Y (n_L × m) of zeros and ones. Made from
 * matrices that are checked, then shared, not copied: leave them alone while the dataset is in use.
 */
public final class Dataset {

  private final Matrix x;
  private final Matrix y;

  private Dataset(Matrix x, Matrix y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Checks and pairs inputs with labels.
   *
   * @param x inputs, n0 × m, finite
   * @param y labels, n_L × m, each 0 or 1; n_L is 1 for the notebook's network
   * @throws IllegalArgumentException if there is no example, the numbers of columns or the types
   *     differ, an input is NaN or infinite, or a label is neither 0 nor 1
   */
  public static Dataset of(Matrix x, Matrix y) {
    if (x.cols() != y.cols()) {
      throw new IllegalArgumentException(
          "dataset: X is %s and Y is %s; examples are columns, so X.cols must equal Y.cols"
              .formatted(x.shape(), y.shape()));
    }
    if (x.rows() == 0 || y.rows() == 0 || x.cols() == 0) {
      throw new IllegalArgumentException(
          "dataset: X is %s and Y is %s; there must be at least one example, feature and label"
              .formatted(x.shape(), y.shape()));
    }
    if (x.type() != y.type()) {
      throw new IllegalArgumentException(
          "dataset: X is %s and Y is %s; both must have the same element type"
              .formatted(x.type(), y.type()));
    }
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        if (!Double.isFinite(x.get(i, j))) {
          throw new IllegalArgumentException(
              "dataset: feature %d of example %d is %s; inputs must be finite"
                  .formatted(i, j, x.get(i, j)));
        }
      }
    }
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.cols(); j++) {
        double label = y.get(i, j);
        if (label != 0 && label != 1) {
          throw new IllegalArgumentException(
              "dataset: the label of example %d is %s; labels must be 0 or 1".formatted(j, label));
        }
      }
    }
    return new Dataset(x, y);
  }

  /** Returns the inputs X, n0 × m. */
  public Matrix x() {
    return x;
  }

  /** Returns the labels Y, n_L × m. */
  public Matrix y() {
    return y;
  }

  /** Returns m, the number of examples. */
  public int examples() {
    return x.cols();
  }

  /** Returns the element type of X and Y. */
  public ElementType type() {
    return x.type();
  }

  /**
   * Returns a dataset of some examples: column k of its X and Y is a copy of column {@code
   * examples[k]} of these. In another order it is shuffled, as by {@code data.select(new
   * NumpyRandom(seed).permutation(data.examples()))}.
   *
   * @param examples which, each 0 to m − 1; in any order, any of them more than once
   * @throws IllegalArgumentException if none is named
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public Dataset select(int... examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException("select: no example is named; name at least one");
    }
    for (int example : examples) {
      if (example < 0 || example >= examples()) {
        throw new IndexOutOfBoundsException(
            "select: example %d of %d; they are counted from 0".formatted(example, examples()));
      }
    }
    return new Dataset(Folds.columns(x, examples), Folds.columns(y, examples));
  }

  /** Returns this dataset in an element type: itself if it already is, else rounded copies. */
  public Dataset as(ElementType type) {
    return type == type() ? this : new Dataset(x.copyAs(type), y.copyAs(type));
  }
}
