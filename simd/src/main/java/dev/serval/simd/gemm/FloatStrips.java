// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.FloatKernel;
import org.jspecify.annotations.Nullable;

/**
 * A constant left factor: segment after segment of K, in each all rows as strips. For products with
 * few columns it is copied a second time, as {@link FloatColumnPanels}, when the first of them is
 * planned.
 */
final class FloatStrips extends Prepared {

  final float[] strips;

  private @Nullable FloatColumnPanels columnPanels;

  /**
   * Packs a factor.
   *
   * @param owner the backend
   * @param source the factor, M×K
   */
  FloatStrips(Object owner, FloatMatrix source) {
    super(owner, Side.LEFT, source);
    int k = source.cols();
    int segments = (k + BlockSizes.KC - 1) / BlockSizes.KC;
    strips =
        new float
            [BlockSizes.arrayLength(source, (long) segments * FloatKernel.STRIP, source.rows())];
    for (int pc = 0; pc < k; pc += BlockSizes.KC) {
      FloatPacking.strips(
          source.array(),
          source.offset() + pc * source.colStride(),
          source.rowStride(),
          source.colStride(),
          source.rows(),
          Math.min(BlockSizes.KC, k - pc),
          strips,
          strip(0, pc));
    }
  }

  /** Returns where the strip of a row begins in the segment that begins at {@code pc}. */
  int strip(int row, int pc) {
    return (pc / BlockSizes.KC * rows() + row) * FloatKernel.STRIP;
  }

  /** Returns this factor as products with few columns read it. */
  synchronized FloatColumnPanels columnPanels() {
    if (columnPanels == null) {
      columnPanels = new FloatColumnPanels(this);
    }
    return columnPanels;
  }
}
