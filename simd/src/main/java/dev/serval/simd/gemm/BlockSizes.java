// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

/**
 * Cache blocks, in elements: Ã is MC×KC and B̃ is KC×NC.
 *
 * <pre>
 *   loop 5  jc  N in steps of NC                 B̃ = KC×NC stays in half of L2
 *   loop 4  pc  K in steps of KC = one segment   pack B̃
 *   loop 3  ic  M in steps of MC                 pack Ã
 *   loop 2  ir  MC in steps of MR                MR×KC of Ã is used NC / NR times in a row
 *   loop 1  jr  NC in steps of NR                KC×NR of B̃ is used once per ir, from L2
 * </pre>
 *
 * Loops 2 and 1 are in the reverse of BLIS's order: with KC fixed at 256 and NR at two 512-bit
 * vectors a panel of B alone fills a 32 KB L1, a panel of A does not. It also finishes C in whole
 * rows of NC elements, which is what the epilogue wants.
 *
 * @param mc rows of Ã, a multiple of MR
 * @param nc columns of B̃, a multiple of NR
 */
public record BlockSizes(int mc, int nc) {

  /** KC: the segment of the numerics contract (docs/numerics.md), not a tuning parameter. */
  public static final int KC = 256;

  /**
   * Returns the blocks for a cache: B̃ takes half of L2, Ã a quarter. Ã streams through L1 once per
   * ir, so its size matters little; the rest of L2 is left to C and to what is being packed.
   *
   * @param mr rows of a tile
   * @param nr columns of a tile
   * @param elementBytes bytes per element
   * @param l2Bytes L2 as one core sees it
   */
  public static BlockSizes of(int mr, int nr, int elementBytes, int l2Bytes) {
    int columnBytes = KC * elementBytes;
    return new BlockSizes(
        Math.max(mr, l2Bytes / 4 / columnBytes / mr * mr),
        Math.max(nr, l2Bytes / 2 / columnBytes / nr * nr));
  }
}
