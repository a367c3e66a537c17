// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * One register tile of C, MR rows × NR columns (NR = vectors × lanes), and the loop over k that
 * fills it.
 */
public abstract class FloatKernel {

  /** Elements per vector. */
  public static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /**
   * From one row of A to the next in the strips that a tile reads: one segment of 256 and 16 more,
   * so that the rows of a tile do not meet in the same sets of a cache. A constant, so that one
   * register addresses all rows.
   */
  public static final int STRIP = 256 + 16;

  private final int rows;
  private final int vectors;

  /**
   * For the tiles of this package.
   *
   * @param rows MR
   * @param vectors NR / lanes
   */
  FloatKernel(int rows, int vectors) {
    this.rows = rows;
    this.vectors = vectors;
  }

  /** Returns MR. */
  public final int rows() {
    return rows;
  }

  /** Returns NR. */
  public final int cols() {
    return vectors * LANES;
  }

  /**
   * C := Σ_p a_p · b_pᵀ or C += that sum, for p = 0 … k − 1: per element one chain of fma from +0,
   * p ascending, and then at most one addition.
   *
   * @param k length of the chains, 0 … 256
   * @param a strips of A: element (i, p) at aOffset + i·{@link #STRIP} + p
   * @param aOffset where they begin
   * @param b element (p, j) at bOffset + p·bStride + j
   * @param bOffset where it begins
   * @param bStride from one row of B to the next; NR where B is packed
   * @param c the tile: element (i, j) at cOffset + i·cStride + j, all MR·NR of them written
   * @param cOffset where it begins
   * @param cStride from one row of the tile to the next, ≥ NR
   * @param add whether to add to what C holds; otherwise C is not read
   */
  public abstract void run(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      boolean add);

  /** Returns the tile as rows × vectors. */
  @Override
  public final String toString() {
    return rows + "×" + vectors;
  }
}
