// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatKernels.java by DoubleFromFloat: change that file, not this one.

import java.util.List;

/**
 * The tiles for one number of vector registers, shortest first, all of one width. The tallest does
 * the work; a shorter one takes the last rows of a matrix, so that they waste less (20 rows are 12
 * + 8).
 */
public final class DoubleKernels {

  private final List<DoubleKernel> ascending;

  private DoubleKernels(List<DoubleKernel> ascending) {
    this.ascending = ascending;
  }

  /** Returns the tiles for this machine. */
  public static DoubleKernels forThisMachine() {
    return forRegisters(VectorUnit.registers());
  }

  /**
   * Returns the tiles for a number of registers. They hold MR × vectors sums, a row of B and as
   * many elements of A as C2 likes to load ahead (up to three): 12×2 needs 26 + 3 of 32, 3×3 needs
   * 12 + 3 of 16.
   *
   * @param registers 16 or 32
   */
  public static DoubleKernels forRegisters(int registers) {
    return new DoubleKernels(
        registers >= 32
            ? List.of(new DoubleKernel6x2(), new DoubleKernel8x2(), new DoubleKernel12x2())
            : List.of(new DoubleKernel3x3()));
  }

  /** Returns all tiles, shortest first. */
  public List<DoubleKernel> all() {
    return ascending;
  }

  /** Returns the tile that the body of a matrix is cut into. */
  public DoubleKernel tallest() {
    return ascending.get(ascending.size() - 1);
  }

  /**
   * Returns the shortest tile that holds some rows.
   *
   * @param rows 1 … the tallest tile's
   */
  public DoubleKernel holding(int rows) {
    for (int i = 0; i < ascending.size(); i++) {
      if (ascending.get(i).rows() >= rows) {
        return ascending.get(i);
      }
    }
    throw new IllegalArgumentException("no tile of " + rows + " rows; the tallest is " + tallest());
  }
}
