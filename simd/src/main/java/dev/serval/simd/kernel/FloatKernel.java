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
   * @param k length of the chains, ≥ 0
   * @param a panel of A: element (i, p) at aOffset + p·MR + i
   * @param aOffset where it begins
   * @param b panel of B: element (p, j) at bOffset + p·NR + j
   * @param bOffset where it begins
   * @param c the tile: element (i, j) at cOffset + i·rowStride + j, all MR·NR of them written
   * @param cOffset where it begins
   * @param rowStride from one row of the tile to the next, ≥ NR
   * @param add whether to add to what C holds; otherwise C is not read
   */
  public abstract void run(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rowStride,
      boolean add);

  /** Returns the tile as rows × vectors. */
  @Override
  public final String toString() {
    return rows + "×" + vectors;
  }
}
