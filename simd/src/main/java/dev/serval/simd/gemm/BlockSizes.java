// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.Operand;

/**
 * Cache blocks, in elements: Ã is MC×KC and B̃ is KC×NC (docs/gemm.md).
 *
 * <pre>
 *   loop 5  jc  N in steps of NC                 B̃ = KC×NC stays in half of L2
 *   loop 4  pc  K in steps of KC = one segment   pack B̃
 *   loop 3  ic  M in steps of MC                 pack Ã
 *   loop 2  ir  MC in tiles of up to MR          MR×KC of Ã, 9 KB of floats, stays in L1 …
 *   loop 1  jr  NC in steps of NR                … while KC×NR of B̃ comes from L2, once per ir
 * </pre>
 *
 * Loops 2 and 1 are in the reverse of BLIS's order: with KC fixed at 256 and NR at two 512-bit
 * vectors a panel of B alone fills a 32 KB L1, the strips of a tile do not. It also finishes C in
 * whole rows of NC elements, which is what the epilogue wants.
 *
 * @param mc rows of Ã
 * @param nc columns of B̃, a multiple of NR
 */
public record BlockSizes(int mc, int nc) {

  /** KC: the segment of the numerics contract (docs/numerics.md), not a tuning parameter. */
  public static final int KC = 256;

  /** The longest array HotSpot allocates. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /**
   * Returns the blocks for a cache: B̃ takes half of L2. Ã is a few tiles, and a multiple of 8
   * rows, which suits transposition; the rest of L2 is left to C and to what is being packed.
   *
   * @param mr rows of the tallest tile
   * @param nr columns of a tile
   * @param elementBytes bytes per element
   * @param l2Bytes L2 as one core sees it
   */
  public static BlockSizes of(int mr, int nr, int elementBytes, int l2Bytes) {
    return new BlockSizes(
        mr % 2 == 0 ? 4 * mr : 8 * mr, Math.max(nr, l2Bytes / 2 / (KC * elementBytes) / nr * nr));
  }

  /**
   * Returns the length of an array for a prepared factor.
   *
   * @param source the factor
   * @param width elements of one row of the array
   * @param rows rows of the array
   * @throws IllegalArgumentException if there is no array so long
   */
  static int arrayLength(Operand source, long width, int rows) {
    long length = width * rows;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "prepare: %d×%d needs %d elements when packed; one array holds %d, so use it unprepared"
              .formatted(source.rows(), source.cols(), length, LONGEST));
    }
    return (int) length;
  }
}
