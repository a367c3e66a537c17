// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;

/**
 * G = Xᵀ·X at little more than half the price: the blocks on and below the diagonal are computed,
 * the rest is mirrored. That is G to the bit, since element (i, j) and element (j, i) are chains of
 * fma over the same pairs of factors in the same order, and a·b = b·a.
 */
public final class InnerProducts {

  /** Rows of a block at least; a product of fewer is all overhead. */
  private static final int BLOCK_ROWS = 32;

  /** Blocks at most. b blocks do (b + 1)/2b of the work and read, or pack, X (b + 1)/2 times. */
  private static final int BLOCKS = 8;

  private InnerProducts() {}

  /**
   * Returns G = Xᵀ·X, m × m.
   *
   * @param backend what computes
   * @param X inputs, n0 × m
   */
  public static Matrix of(Backend backend, Matrix X) {
    int m = X.cols();
    Matrix G = Matrix.zeros(X.type(), m, m);
    int rows = Math.max(BLOCK_ROWS, (m + BLOCKS - 1) / BLOCKS);
    for (int from = 0; from < m; from += rows) {
      int to = Math.min(m, from + rows);
      backend.gemm(
          X.columns(from, to).transposed(),
          X.columns(0, to),
          G.block(from, 0, to - from, to),
          Epilogue.NONE);
      if (from > 0) {
        G.block(0, from, from, to - from).assign(G.block(from, 0, to - from, from).transposed());
      }
    }
    return G;
  }
}
