// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

/**
 * Copies a matrix transposed: what lies along k comes to lie along the lanes, or the other way
 * round. Blocks are turned in registers ({@link FloatTurn}); what is smaller than a block goes
 * element by element.
 */
public final class FloatTranspose {

  private static final int L = FloatKernel.LANES;

  /** Rows of the smaller block. */
  private static final int GROUP = FloatTurn.ROWS;

  /** Rows of a block: as many as a register of the result has. */
  private static final int ROWS = Math.max(GROUP, L);

  /** Columns of a block. */
  private static final int COLS = L;

  /** Two lanes are not worth it; more than sixteen would need a fifth round. */
  private static final boolean VECTORS = L >= 4 && L <= 16;

  /** Room that a block of few rows needs: what it stores in vain must meet no other row. */
  private static final int ROOM = L > GROUP ? L + GROUP : GROUP;

  private FloatTranspose() {}

  /**
   * to_ji := from_ij.
   *
   * @param from element (i, j) at fromOffset + i·fromStride + j
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many i
   * @param cols how many j
   * @param to element (j, i) at toOffset + j·toStride + i
   * @param toOffset where it begins
   * @param toStride from one j to the next
   */
  public static void copy(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    if (!VECTORS || rows < ROWS || cols < COLS) {
      scalar(from, fromOffset, fromStride, rows, cols, to, toOffset, toStride);
      return;
    }
    for (int i = 0; i < rows; i += ROWS) {
      int row = Math.min(i, rows - ROWS); // the last blocks overlap those before
      for (int j = 0; j < cols; j += COLS) {
        int col = Math.min(j, cols - COLS);
        block(
            from,
            fromOffset + row * fromStride + col,
            fromStride,
            ROWS,
            to,
            toOffset + col * toStride + row,
            toStride);
      }
    }
  }

  /**
   * As {@link #copy}, where nobody minds what stands between the rows of the target: for every j,
   * elements toOffset + j·toStride + rows … toOffset + (j + 1)·toStride − 1 may be overwritten. Few
   * rows then take vectors too.
   *
   * @param from element (i, j) at fromOffset + i·fromStride + j
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many i
   * @param cols how many j
   * @param to element (j, i) at toOffset + j·toStride + i
   * @param toOffset where it begins
   * @param toStride from one j to the next
   */
  public static void copyLoosely(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    if (!VECTORS || rows >= ROWS || rows == 0 || cols < COLS || toStride < ROOM) {
      copy(from, fromOffset, fromStride, rows, cols, to, toOffset, toStride);
      return;
    }
    for (int j = 0; j < cols; j += COLS) {
      int col = Math.min(j, cols - COLS);
      block(from, fromOffset + col, fromStride, rows, to, toOffset + col * toStride, toStride);
    }
  }

  /** Turns a block; where it has fewer rows than registers, the last row stands for those. */
  private static void block(
      float[] from, int source, int fromStride, int rows, float[] to, int target, int toStride) {
    // One row may have any stride, and is not followed by another.
    int step = rows == 1 ? 0 : fromStride;
    int last = source + (rows - 1) * step;
    if (L > GROUP && rows > GROUP) {
      FloatTurn.sixteen(from, source, step, last, to, target, toStride);
    } else if (L > GROUP) {
      // Two columns to a register: stored twice, with the other half between the rows.
      FloatTurn.eight(from, source, step, last, to, target, toStride - GROUP, 2 * toStride);
    } else if (L == GROUP) {
      FloatTurn.eight(from, source, step, last, to, target, toStride, 2 * toStride);
    } else {
      FloatTurn.eight(from, source, step, last, to, target, L, toStride);
    }
  }

  private static void scalar(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      fourRows(from, fromOffset + i * fromStride, fromStride, cols, to, toOffset + i, toStride);
    }
    for (; i < rows; i++) {
      int source = fromOffset + i * fromStride;
      int target = toOffset + i;
      for (int j = 0; j < cols; j++) {
        to[target] = from[source + j];
        target += toStride;
      }
    }
  }

  // Targets are stepped, not multiplied: C2 keeps bounds checks for a stride it does not know (it
  // merges the four of a step), and a multiplication as well.
  private static void fourRows(
      float[] from, int row, int fromStride, int cols, float[] to, int toOffset, int toStride) {
    int row1 = row + fromStride;
    int row2 = row1 + fromStride;
    int row3 = row2 + fromStride;
    int target = toOffset;
    for (int j = 0; j < cols; j++) {
      to[target] = from[row + j];
      to[target + 1] = from[row1 + j];
      to[target + 2] = from[row2 + j];
      to[target + 3] = from[row3 + j];
      target += toStride;
    }
  }
}
