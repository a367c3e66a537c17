// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.simd.kernel.FloatKernel;
import dev.serval.simd.kernel.FloatKernels;

/** Loops 2 and 1: a block of C from packed panels of A and B, tile by tile. */
final class FloatMacroKernel {

  private final FloatKernels kernels;
  private final int mr;
  private final int nr;

  FloatMacroKernel(FloatKernels kernels) {
    this.kernels = kernels;
    this.mr = kernels.tallest().rows();
    this.nr = kernels.tallest().cols();
  }

  /**
   * C := or += Ã·B̃ for one row of tiles: loop 1. Loop 2 is the caller's, which knows what to do
   * with finished rows.
   *
   * @param rows how many rows, 1 … MR
   * @param n how many columns
   * @param k length of the chains
   * @param a a panel of A, of the tile that holds {@code rows}
   * @param aOffset where it begins
   * @param b panels of B, back to back, the last one padded
   * @param bOffset where the first begins
   * @param c element (i, j) at cOffset + i·rowStride + j·colStride
   * @param cOffset where the rows begin
   * @param rowStride from one row to the next
   * @param colStride from one column to the next
   * @param add whether to add to what C holds
   * @param tile memory for a tile
   */
  void run(
      int rows,
      int n,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rowStride,
      int colStride,
      boolean add,
      float[] tile) {
    FloatKernel kernel = rows == mr ? kernels.tallest() : kernels.holding(rows);
    boolean direct = colStride == 1 && rows == kernel.rows();
    for (int jr = 0; jr < n; jr += nr) {
      int cols = Math.min(nr, n - jr);
      int target = cOffset + jr * colStride;
      if (direct && cols == nr) {
        kernel.run(k, a, aOffset, b, bOffset + jr * k, c, target, rowStride, add);
      } else {
        kernel.run(k, a, aOffset, b, bOffset + jr * k, tile, 0, nr, false);
        if (add) {
          addTile(tile, rows, cols, c, target, rowStride, colStride);
        } else {
          storeTile(tile, rows, cols, c, target, rowStride, colStride);
        }
      }
    }
  }

  private void storeTile(
      float[] tile, int rows, int cols, float[] c, int target, int rowStride, int colStride) {
    for (int i = 0; i < rows; i++) {
      int row = target + i * rowStride;
      for (int j = 0; j < cols; j++) {
        c[row + j * colStride] = tile[i * nr + j];
      }
    }
  }

  private void addTile(
      float[] tile, int rows, int cols, float[] c, int target, int rowStride, int colStride) {
    for (int i = 0; i < rows; i++) {
      int row = target + i * rowStride;
      for (int j = 0; j < cols; j++) {
        c[row + j * colStride] += tile[i * nr + j];
      }
    }
  }
}
