// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPanels.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.DoubleCopy;

/** A constant right factor: segment after segment of K, in each all columns in panels. */
final class DoublePanels extends Prepared {

  final double[] panels;

  /** How many panels a segment has. */
  private final int count;

  /**
   * Packs a factor.
   *
   * @param owner the backend
   * @param source the factor, K×N
   */
  DoublePanels(Object owner, DoubleMatrix source) {
    super(owner, Side.RIGHT, source);
    int k = source.rows();
    count = Math.ceilDiv(source.cols(), DoubleCopy.PANEL);
    int whole = k / BlockSizes.KC;
    int rest = k - whole * BlockSizes.KC;
    long panel =
        (long) whole * DoublePacking.panelStep(BlockSizes.KC)
            + (rest == 0 ? 0 : DoublePacking.panelStep(rest));
    panels = new double[BlockSizes.arrayLength(source, panel, count)];
    for (int pc = 0; pc < k; pc += BlockSizes.KC) {
      DoublePacking.panels(
          source.array(),
          source.offset() + pc * source.rowStride(),
          source.colStride(),
          source.rowStride(),
          source.cols(),
          Math.min(BlockSizes.KC, k - pc),
          panels,
          panel(0, pc, BlockSizes.KC));
    }
  }

  /**
   * Returns where a panel begins.
   *
   * @param col its first column
   * @param pc first k of its segment
   * @param k length of that segment, the last of which may be short
   */
  int panel(int col, int pc, int k) {
    int segment = pc / BlockSizes.KC * count * DoublePacking.panelStep(BlockSizes.KC);
    return segment + col / DoubleCopy.PANEL * DoublePacking.panelStep(k);
  }
}
