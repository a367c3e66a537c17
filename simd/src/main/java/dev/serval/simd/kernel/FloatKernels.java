// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import java.util.List;

/**
 * The tiles for one number of vector registers, shortest first, all two vectors wide. The rows of a
 * matrix are cut into tiles that fit exactly, none much shorter than another where that can be had:
 * 20 rows are 10 + 10. Measured from strips on Zen 4, all tiles of five rows and more reach 98 % of
 * the FMA peak (docs/gemm.md).
 */
public final class FloatKernels {

  private final List<FloatKernel> ascending;

  /** The tile to take when so many rows are left, 1 … 2·tallest. */
  private final FloatKernel[] forRows;

  private FloatKernels(List<FloatKernel> ascending) {
    this.ascending = ascending;
    forRows = new FloatKernel[2 * tallest().rows() + 1];
    for (int left = 1; left < forRows.length; left++) {
      forRows[left] = choose(left);
    }
  }

  private FloatKernel choose(int left) {
    for (FloatKernel kernel : ascending) {
      if (kernel.rows() == left) {
        return kernel;
      }
    }
    for (FloatKernel kernel : ascending) {
      if (2 * kernel.rows() >= left) {
        return kernel;
      }
    }
    throw new IllegalArgumentException(left + " rows are more than two tiles");
  }

  /** Returns the tiles for this machine. */
  public static FloatKernels forThisMachine() {
    return forRegisters(VectorUnit.registers());
  }

  /**
   * Returns the tiles for a number of registers. They hold 2·MR sums, a row of B and as many
   * elements of A as C2 likes to load ahead (up to three): 12×2 needs 26 + 3 of 32, 5×2 needs 12 +
   * 3 of 16. Tiles that fit by count but not with that reserve (14×2; 6×2, 4×3) were seen to spill.
   *
   * @param registers 16 or 32
   */
  public static FloatKernels forRegisters(int registers) {
    return new FloatKernels(
        registers >= 32
            ? List.of(
                new FloatKernel1x2(),
                new FloatKernel2x2(),
                new FloatKernel3x2(),
                new FloatKernel4x2(),
                new FloatKernel5x2(),
                new FloatKernel6x2(),
                new FloatKernel7x2(),
                new FloatKernel8x2(),
                new FloatKernel10x2(),
                new FloatKernel12x2())
            : List.of(
                new FloatKernel1x2(),
                new FloatKernel2x2(),
                new FloatKernel3x2(),
                new FloatKernel4x2(),
                new FloatKernel5x2()));
  }

  /** Returns all tiles, shortest first. */
  public List<FloatKernel> all() {
    return ascending;
  }

  /** Returns the tile that the body of a matrix is cut into. */
  public FloatKernel tallest() {
    return ascending.get(ascending.size() - 1);
  }

  /**
   * Returns the tile to take next; never taller than what is left.
   *
   * @param left rows that are left, ≥ 1
   */
  public FloatKernel next(int left) {
    return left < forRows.length ? forRows[left] : tallest();
  }
}
