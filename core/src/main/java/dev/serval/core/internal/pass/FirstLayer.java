// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Product;

/**
 * Layer 1, the only one that sees the fixed inputs X (n0 × m), and so the only one that has two
 * forms: {@link DirectFirstLayer} keeps W1, {@link GramFirstLayer} keeps what W1 is a combination
 * of. Everything else of a {@link TrainingStep} is the same for both.
 */
public interface FirstLayer {

  /**
   * Plans this layer's share of a step on a batch.
   *
   * @param from first column of X
   * @param to one past the last
   * @param workspace of to − from examples; layer 1 writes its output there and reads dZ1
   */
  Share plan(int from, int to, Workspace workspace);

  /**
   * Returns W1 as it is now, in a new n1 × n0 matrix.
   *
   * @param X the inputs, n0 × m
   */
  Matrix weights(Matrix X);

  /** What layer 1 does in a step on one batch; allocates nothing. */
  interface Share {

    /** Returns what computes the layer's output from the current weights. */
    Product output();

    /** Computes the weights' gradient from dZ1, if this form has one; dZ1 stays as it is. */
    void backward();

    /** Moves the weights by −α times their gradient at dZ1. */
    void update(double learningRate);
  }
}
