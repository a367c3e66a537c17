// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatStrips.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.DoubleKernel;
import org.jspecify.annotations.Nullable;

/**
 * A constant left factor: segment after segment of K, in each all rows as strips. For products with
 * few columns it is copied a second time, as {@link DoubleColumnPanels}, when the first of them is
 * planned.
 */
final class DoubleStrips extends Prepared {

  final double[] strips;

  private @Nullable DoubleColumnPanels columnPanels;

  /**
   * Packs a factor.
   *
   * @param owner the backend
   * @param source the factor, M×K
   */
  DoubleStrips(Object owner, DoubleMatrix source) {
    super(owner, Side.LEFT, source);
    int k = source.cols();
    int segments = (k + BlockSizes.KC - 1) / BlockSizes.KC;
    strips =
        new double
            [BlockSizes.arrayLength(source, (long) segments * DoubleKernel.STRIP, source.rows())];
    for (int pc = 0; pc < k; pc += BlockSizes.KC) {
      DoublePacking.strips(
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
    return (pc / BlockSizes.KC * rows() + row) * DoubleKernel.STRIP;
  }

  /** Returns this factor as products with few columns read it. */
  synchronized DoubleColumnPanels columnPanels() {
    if (columnPanels == null) {
      columnPanels = new DoubleColumnPanels(this);
    }
    return columnPanels;
  }
}
