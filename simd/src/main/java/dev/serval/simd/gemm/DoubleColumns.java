// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatColumns.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.simd.kernel.DoubleColumnKernel;
import dev.serval.simd.kernel.DoubleKernels;

/**
 * A product with very few columns (one example to predict): column by column, from the same panels
 * of A that the tiles use, with lanes along rows. Segments are computed four at a time and added to
 * C in ascending order.
 */
final class DoubleColumns {

  private static final int GROUP = DoubleColumnKernel.SEGMENTS * BlockSizes.KC;

  private final DoubleFactor a;
  private final DoubleFactor b;
  private final DoubleMatrix c;
  private final int k;
  private final DoubleKernels kernels;

  DoubleColumns(DoubleFactor a, DoubleFactor b, DoubleMatrix c, int k, DoubleKernels kernels) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.k = k;
    this.kernels = kernels;
  }

  /**
   * Computes one column of C for a range of rows, without the epilogue.
   *
   * @param column which
   * @param row first row, where a panel begins
   * @param rowEnd one past the last
   * @param buffers memory to pack into
   */
  void run(int column, int row, int rowEnd, DoublePackBuffers buffers) {
    int pc = 0;
    do { // once even for K = 0, whose sums are +0
      int length = Math.min(GROUP, k - pc);
      b.column(column, pc, length, buffers.b);
      int mr = kernels.tallest().rows();
      for (int ir = row; ir < rowEnd; ir += mr) {
        int rows = Math.min(mr, rowEnd - ir);
        group(column, ir, rows, kernels.holding(rows).rows(), pc, length, buffers);
      }
      pc += GROUP;
    } while (pc < k);
  }

  private void group(
      int column, int row, int rows, int mr, int pc, int length, DoublePackBuffers buffers) {
    double[] panels = a.storage(buffers.a);
    double[] sums = buffers.tile;
    if (length == GROUP) {
      int panel = mr * BlockSizes.KC;
      int first = a.panels(row, rows, pc, BlockSizes.KC, buffers.a, 0);
      int stride = 0;
      for (int s = 1; s < DoubleColumnKernel.SEGMENTS; s++) {
        int at = pc + s * BlockSizes.KC;
        stride = (a.panels(row, rows, at, BlockSizes.KC, buffers.a, s * panel) - first) / s;
      }
      for (int i = 0; i < rows; i += DoubleColumnKernel.ROWS) {
        DoubleColumnKernel.segments(
            BlockSizes.KC, panels, first + i, stride, mr, buffers.b, 0, sums);
        for (int s = 0; s < DoubleColumnKernel.SEGMENTS; s++) {
          finish(sums, s * DoubleColumnKernel.ROWS, column, row + i, rows - i, pc + s > 0);
        }
      }
      return;
    }
    int done = 0;
    do {
      int kc = Math.min(BlockSizes.KC, length - done);
      int first = a.panels(row, rows, pc + done, kc, buffers.a, 0);
      for (int i = 0; i < rows; i += DoubleColumnKernel.ROWS) {
        DoubleColumnKernel.segment(kc, panels, first + i, mr, buffers.b, done, sums, 0);
        finish(sums, 0, column, row + i, rows - i, pc + done > 0);
      }
      done += BlockSizes.KC;
    } while (done < length);
  }

  /** Stores the sums of a segment in C, or adds them to those of the segments before. */
  private void finish(double[] sums, int from, int column, int row, int rows, boolean add) {
    double[] array = c.array();
    for (int i = 0; i < Math.min(rows, DoubleColumnKernel.ROWS); i++) {
      int index = c.index(row + i, column);
      array[index] = add ? array[index] + sums[from + i] : sums[from + i];
    }
  }
}
