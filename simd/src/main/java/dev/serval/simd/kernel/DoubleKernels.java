// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatKernels.java by DoubleFromFloat: change that file, not this one.

import java.util.List;

/**
 * The tiles for one number of vector registers, shortest first, all two vectors wide. The rows of a
 * matrix are cut into tiles that fit exactly, none much shorter than another where that can be had:
 * 20 rows are 10 + 10. Measured from strips on Zen 4, all tiles of five rows and more reach 98 % of
 * the FMA peak (docs/gemm.md).
 */
public final class DoubleKernels {

  private final List<DoubleKernel> ascending;

  /** The tile to take when so many rows are left, 1 … 2·tallest. */
  private final DoubleKernel[] forRows;

  private DoubleKernels(List<DoubleKernel> ascending) {
    this.ascending = ascending;
    forRows = new DoubleKernel[2 * tallest().rows() + 1];
    for (int left = 1; left < forRows.length; left++) {
      forRows[left] = choose(left);
    }
  }

  private DoubleKernel choose(int left) {
    for (DoubleKernel kernel : ascending) {
      if (kernel.rows() == left) {
        return kernel;
      }
    }
    for (DoubleKernel kernel : ascending) {
      if (2 * kernel.rows() >= left) {
        return kernel;
      }
    }
    throw new IllegalArgumentException(left + " rows are more than two tiles");
  }

  /** Returns the tiles for this machine. */
  public static DoubleKernels forThisMachine() {
    return forRegisters(VectorUnit.registers());
  }

  /**
   * Returns the tiles for a number of registers. They hold 2·MR sums, a row of B and as many
   * elements of A as C2 likes to load ahead (up to three): 12×2 needs 26 + 3 of 32, 5×2 needs 12 +
   * 3 of 16. Tiles that fit by count but not with that reserve (14×2; 6×2, 4×3) were seen to spill.
   *
   * @param registers 16 or 32
   */
  public static DoubleKernels forRegisters(int registers) {
    return new DoubleKernels(
        registers >= 32
            ? List.of(
                new DoubleKernel1x2(),
                new DoubleKernel2x2(),
                new DoubleKernel3x2(),
                new DoubleKernel4x2(),
                new DoubleKernel5x2(),
                new DoubleKernel6x2(),
                new DoubleKernel7x2(),
                new DoubleKernel8x2(),
                new DoubleKernel10x2(),
                new DoubleKernel12x2())
            : List.of(
                new DoubleKernel1x2(),
                new DoubleKernel2x2(),
                new DoubleKernel3x2(),
                new DoubleKernel4x2(),
                new DoubleKernel5x2()));
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
   * Returns the tile to take next; never taller than what is left.
   *
   * @param left rows that are left, ≥ 1
   */
  public DoubleKernel next(int left) {
    return left < forRows.length ? forRows[left] : tallest();
  }
}
