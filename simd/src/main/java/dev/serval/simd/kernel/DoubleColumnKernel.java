// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatColumnKernel.java by DoubleFromFloat: change that file, not this one.

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A panel of A times one column of B, lanes along the rows of the panel. A tile would compute 2
 * vectors of columns where one is wanted. The chain of one segment has nothing to overlap with, so
 * four segments run side by side: their chains are independent, which is why the contract has
 * segments.
 */
public final class DoubleColumnKernel {

  /** How many segments run side by side: the latency of an fma, 4 cycles on current cores. */
  public static final int SEGMENTS = 4;

  /** Rows computed at once; there may be fewer, the others' sums then mean nothing. */
  public static final int ROWS = DoubleKernel.LANES;

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private DoubleColumnKernel() {}

  /**
   * sums_i := Σ_p a_ip · x_p, one chain of fma from +0, for i &lt; ROWS.
   *
   * @param k length of the chain
   * @param a element (i, p) at aOffset + p·mr + i; ROWS elements are read for each p
   * @param aOffset where it begins
   * @param mr rows of the panel
   * @param x the column, contiguous
   * @param xOffset where it begins
   * @param sums written from sumsOffset
   * @param sumsOffset where it begins
   */
  public static void segment(
      int k,
      double[] a,
      int aOffset,
      int mr,
      double[] x,
      int xOffset,
      double[] sums,
      int sumsOffset) {
    DoubleVector sum = DoubleVector.zero(S);
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      sum = DoubleVector.fromArray(S, a, ap).fma(DoubleVector.broadcast(S, x[xOffset + p]), sum);
      ap += mr;
    }
    sum.intoArray(sums, sumsOffset);
  }

  /**
   * Does four segments, as {@link #segment} does one.
   *
   * @param k length of each chain
   * @param a the panels, as in {@link #segment}
   * @param aOffset where that of the first segment begins
   * @param aStride from one segment's panel to the next
   * @param mr rows of the panels
   * @param x four columns of k elements, back to back
   * @param xOffset where they begin
   * @param sums those of segment s are written from s·ROWS
   */
  public static void segments(
      int k, double[] a, int aOffset, int aStride, int mr, double[] x, int xOffset, double[] sums) {
    DoubleVector sum0 = DoubleVector.zero(S);
    DoubleVector sum1 = DoubleVector.zero(S);
    DoubleVector sum2 = DoubleVector.zero(S);
    DoubleVector sum3 = DoubleVector.zero(S);
    int a0 = aOffset;
    int a1 = aOffset + aStride;
    int a2 = aOffset + 2 * aStride;
    int a3 = aOffset + 3 * aStride;
    int x1 = xOffset + k;
    int x2 = xOffset + 2 * k;
    int x3 = xOffset + 3 * k;
    for (int p = 0; p < k; p++) {
      sum0 = DoubleVector.fromArray(S, a, a0).fma(DoubleVector.broadcast(S, x[xOffset + p]), sum0);
      sum1 = DoubleVector.fromArray(S, a, a1).fma(DoubleVector.broadcast(S, x[x1 + p]), sum1);
      sum2 = DoubleVector.fromArray(S, a, a2).fma(DoubleVector.broadcast(S, x[x2 + p]), sum2);
      sum3 = DoubleVector.fromArray(S, a, a3).fma(DoubleVector.broadcast(S, x[x3 + p]), sum3);
      a0 += mr;
      a1 += mr;
      a2 += mr;
      a3 += mr;
    }
    sum0.intoArray(sums, 0);
    sum1.intoArray(sums, ROWS);
    sum2.intoArray(sums, 2 * ROWS);
    sum3.intoArray(sums, 3 * ROWS);
  }
}
