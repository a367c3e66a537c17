// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatKernels.java by DoubleFromFloat: change that file, not this one.

import java.util.List;

/**
 * The tiles for one number of vector registers, shortest first, two vectors wide and, for what is
 * left of the columns, one vector. The rows of a matrix are cut into tiles that fit exactly, none
 * much shorter than another where that can be had: 12 rows are 6 + 6. On Zen 4 all tiles of five
 * rows and more reach 98 % of the FMA peak; 10 and 12 rows, which need fewer passes over B, gave
 * nothing in whole products and cost C2 three times as long (docs/gemm.md).
 */
public final class DoubleKernels {

  private final List<DoubleKernel> ascending;

  /** The tile to take when so many rows are left, 1 … 2·tallest. */
  private final DoubleKernel[] forRows;

  /** The same tiles, one vector wide. */
  private final DoubleKernel[] narrowForRows;

  private DoubleKernels(List<DoubleKernel> wide, List<DoubleKernel> narrow) {
    ascending = wide;
    forRows = forRows(wide);
    narrowForRows = forRows(narrow);
  }

  private static DoubleKernel[] forRows(List<DoubleKernel> ascending) {
    DoubleKernel[] table = new DoubleKernel[2 * ascending.size() + 1];
    for (int left = 1; left < table.length; left++) {
      // There is a tile of every height.
      int rows = left <= ascending.size() ? left : Math.ceilDiv(left, 2);
      table[left] = ascending.get(rows - 1);
    }
    return table;
  }

  /** Returns the tiles for this machine. */
  public static DoubleKernels forThisMachine() {
    return forRegisters(VectorUnit.registers());
  }

  /**
   * Returns the tiles for a number of registers. They hold 2·MR sums, a row of B and as many
   * elements of A as C2 likes to load ahead (up to three): 5×2 needs 12 + 3 of 16. Tiles that fit
   * by count but not with that reserve (6×2 and 4×3 of 16, 14×2 of 32) were seen to spill.
   *
   * @param registers 16 or 32
   */
  public static DoubleKernels forRegisters(int registers) {
    DoubleKernel[] wide = new DoubleKernel[registers >= 32 ? 8 : 5];
    DoubleKernel[] narrow = new DoubleKernel[wide.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = new DoubleTiles2(i + 1);
      narrow[i] = new DoubleTiles1(i + 1);
    }
    return new DoubleKernels(List.of(wide), List.of(narrow));
  }

  /** Returns the tiles that are two vectors wide, shortest first. */
  public List<DoubleKernel> all() {
    return ascending;
  }

  /** Returns the tile that the body of a matrix is cut into. */
  public DoubleKernel tallest() {
    return ascending.get(ascending.size() - 1);
  }

  /**
   * Returns the tile to take next; never taller than what is left.
   *
   * @param left rows that are left, ≥ 1
   */
  public DoubleKernel next(int left) {
    return left < forRows.length ? forRows[left] : tallest();
  }

  /**
   * Returns the tile of one vector that is as tall as another.
   *
   * @param wide a tile of two vectors
   */
  public DoubleKernel narrow(DoubleKernel wide) {
    return narrowForRows[wide.rows()];
  }
}
