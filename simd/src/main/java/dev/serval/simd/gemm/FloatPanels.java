// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.FloatColumnKernel;

/**
 * A constant factor, packed once in full: block after block of K, in each block panel after panel
 * of rows of A (or columns of B). Products of any shape and split read it in place.
 */
final class FloatPanels extends Prepared {

  /**
   * The longest array HotSpot allocates, less what the column kernel reads beyond the last panel.
   */
  private static final int LONGEST = Integer.MAX_VALUE - 8 - FloatColumnKernel.ROWS;

  final float[] panels;

  private final int width;
  private final int panelWidth;
  private final int lastWidth;

  /** Rows of A (columns of B) with the padding of the last panel. */
  private final int paddedWidth;

  /**
   * Packs a factor.
   *
   * @param owner the backend
   * @param side the place in A·B
   * @param source the factor
   * @param panelWidth MR for A, NR for B
   * @param lastWidth width of the last panel if it is not full
   */
  FloatPanels(Object owner, Side side, FloatMatrix source, int panelWidth, int lastWidth) {
    super(owner, side, source);
    boolean left = side == Side.LEFT;
    width = left ? source.rows() : source.cols();
    this.panelWidth = panelWidth;
    this.lastWidth = lastWidth;
    int k = left ? source.cols() : source.rows();
    int across = left ? source.rowStride() : source.colStride();
    int along = left ? source.colStride() : source.rowStride();
    int full = width / panelWidth * panelWidth;
    paddedWidth = full == width ? full : full + lastWidth;
    panels = new float[length(paddedWidth, k, source) + FloatColumnKernel.ROWS];
    for (int pc = 0; pc < k; pc += BlockSizes.KC) {
      FloatPacking.pack(
          source.array(),
          source.offset() + pc * along,
          across,
          along,
          width,
          Math.min(BlockSizes.KC, k - pc),
          panelWidth,
          lastWidth,
          panels,
          block(pc));
    }
  }

  private static int length(int paddedWidth, int k, FloatMatrix source) {
    long length = (long) paddedWidth * k;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "prepare: %s needs %d elements when packed; one array holds %d, so use it unprepared"
              .formatted(source.shape(), length, LONGEST));
    }
    return (int) length;
  }

  /** Returns where the block of K begins whose first element is {@code pc}. */
  int block(int pc) {
    return pc * paddedWidth;
  }

  /** Copies elements pc … pc + k − 1 of one column of B (row of A) to {@code to}, from 0. */
  void copyColumn(int index, int pc, int k, float[] to) {
    int panel = index / panelWidth * panelWidth;
    int stride = panel + panelWidth <= width ? panelWidth : lastWidth;
    for (int p = 0; p < k; p++) {
      // Each segment has panels of its own length; only the last is short.
      int segment = (pc + p) / BlockSizes.KC * BlockSizes.KC;
      int length = Math.min(BlockSizes.KC, pc + k - segment);
      to[p] = panels[block(segment) + panel * length + (pc + p - segment) * stride + index - panel];
    }
  }
}
