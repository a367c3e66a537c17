// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Panels of A times one column of B. A tile would compute two vectors of columns where one element
 * is wanted; here a lane is a row, or a segment, of A. Up to four panels are read side by side:
 * their chains are independent, and one chain alone would wait four cycles for every fma.
 */
public final class FloatColumnKernel {

  /** How many panels are read at once at most: the latency of an fma on current cores. */
  public static final int GROUP = 4;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatColumnKernel() {}

  /**
   * sums_i := Σ_p a_ip · x_p or sums_i += that sum: one chain of fma from +0 for each of the rows
   * of some panels, then at most one addition.
   *
   * @param panels how many panels lie side by side: 4, 2 or 1
   * @param k length of the chains
   * @param a element (i, p) at aOffset + p·panels·L + i
   * @param aOffset where it begins
   * @param x the column, contiguous
   * @param xOffset where it begins
   * @param sums panels·L elements
   * @param add whether to add to what sums hold
   */
  public static void rows(
      int panels,
      int k,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float[] sums,
      boolean add) {
    switch (panels) {
      case 4 -> rows4(k, a, aOffset, x, xOffset, sums, add);
      case 2 -> rows2(k, a, aOffset, x, xOffset, sums, add);
      default -> rows1(k, a, aOffset, x, xOffset, sums, add);
    }
  }

  /**
   * The same for four panels, two of which lie behind the others: element (i, p) is at aOffset +
   * p·2·L + i for i &lt; 2·L, and at aOffset + k·2·L + p·2·L + i − 2·L for the others. A method of
   * its own, since distances that are arguments made the other 4 % slower.
   *
   * @param k length of the chains
   * @param a the panels
   * @param aOffset where they begin
   * @param x the column, contiguous
   * @param xOffset where it begins
   * @param sums 4·L elements
   * @param add whether to add to what sums hold
   */
  public static void rowsOfTwoStreams(
      int k, float[] a, int aOffset, float[] x, int xOffset, float[] sums, boolean add) {
    FloatVector sum0 = FloatVector.zero(S);
    FloatVector sum1 = FloatVector.zero(S);
    FloatVector sum2 = FloatVector.zero(S);
    FloatVector sum3 = FloatVector.zero(S);
    int ap = aOffset;
    int bp = aOffset + 2 * L * k;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.broadcast(S, x[xOffset + p]);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      sum1 = FloatVector.fromArray(S, a, ap + L).fma(xp, sum1);
      sum2 = FloatVector.fromArray(S, a, bp).fma(xp, sum2);
      sum3 = FloatVector.fromArray(S, a, bp + L).fma(xp, sum3);
      ap += 2 * L;
      bp += 2 * L;
    }
    if (add) {
      sum0 = FloatVector.fromArray(S, sums, 0).add(sum0);
      sum1 = FloatVector.fromArray(S, sums, L).add(sum1);
      sum2 = FloatVector.fromArray(S, sums, 2 * L).add(sum2);
      sum3 = FloatVector.fromArray(S, sums, 3 * L).add(sum3);
    }
    sum0.intoArray(sums, 0);
    sum1.intoArray(sums, L);
    sum2.intoArray(sums, 2 * L);
    sum3.intoArray(sums, 3 * L);
  }

  /**
   * sums_s := Σ_p a_sp · x_sp, where s counts L segments of one row, for several rows: one chain of
   * fma each, from +0 or from what sums hold, so that a chain may be computed piece by piece.
   *
   * @param panels how many rows: 4, 2 or 1
   * @param k length of the piece
   * @param a segment s of row i has element p at aOffset + (p·panels + i)·L + s
   * @param aOffset where it begins
   * @param x segment s of the column has element p at xOffset + p·L + s
   * @param xOffset where it begins
   * @param sums panels·L elements, written
   * @param sumsOffset where they begin
   * @param more whether the chains go on from what sums hold
   */
  public static void segments(
      int panels,
      int k,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float[] sums,
      int sumsOffset,
      boolean more) {
    switch (panels) {
      case 4 -> segments4(k, a, aOffset, x, xOffset, sums, sumsOffset, more);
      case 2 -> segments2(k, a, aOffset, x, xOffset, sums, sumsOffset, more);
      default -> segments1(k, a, aOffset, x, xOffset, sums, sumsOffset, more);
    }
  }

  private static void rows4(
      int k, float[] a, int aOffset, float[] x, int xOffset, float[] sums, boolean add) {
    FloatVector sum0 = FloatVector.zero(S);
    FloatVector sum1 = FloatVector.zero(S);
    FloatVector sum2 = FloatVector.zero(S);
    FloatVector sum3 = FloatVector.zero(S);
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.broadcast(S, x[xOffset + p]);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      sum1 = FloatVector.fromArray(S, a, ap + L).fma(xp, sum1);
      sum2 = FloatVector.fromArray(S, a, ap + 2 * L).fma(xp, sum2);
      sum3 = FloatVector.fromArray(S, a, ap + 3 * L).fma(xp, sum3);
      ap += 4 * L;
    }
    if (add) {
      sum0 = FloatVector.fromArray(S, sums, 0).add(sum0);
      sum1 = FloatVector.fromArray(S, sums, L).add(sum1);
      sum2 = FloatVector.fromArray(S, sums, 2 * L).add(sum2);
      sum3 = FloatVector.fromArray(S, sums, 3 * L).add(sum3);
    }
    sum0.intoArray(sums, 0);
    sum1.intoArray(sums, L);
    sum2.intoArray(sums, 2 * L);
    sum3.intoArray(sums, 3 * L);
  }

  private static void rows2(
      int k, float[] a, int aOffset, float[] x, int xOffset, float[] sums, boolean add) {
    FloatVector sum0 = FloatVector.zero(S);
    FloatVector sum1 = FloatVector.zero(S);
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.broadcast(S, x[xOffset + p]);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      sum1 = FloatVector.fromArray(S, a, ap + L).fma(xp, sum1);
      ap += 2 * L;
    }
    if (add) {
      sum0 = FloatVector.fromArray(S, sums, 0).add(sum0);
      sum1 = FloatVector.fromArray(S, sums, L).add(sum1);
    }
    sum0.intoArray(sums, 0);
    sum1.intoArray(sums, L);
  }

  private static void rows1(
      int k, float[] a, int aOffset, float[] x, int xOffset, float[] sums, boolean add) {
    FloatVector sum0 = FloatVector.zero(S);
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.broadcast(S, x[xOffset + p]);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      ap += L;
    }
    if (add) {
      sum0 = FloatVector.fromArray(S, sums, 0).add(sum0);
    }
    sum0.intoArray(sums, 0);
  }

  private static void segments4(
      int k,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float[] sums,
      int sumsOffset,
      boolean more) {
    FloatVector sum0 = FloatVector.zero(S);
    FloatVector sum1 = FloatVector.zero(S);
    FloatVector sum2 = FloatVector.zero(S);
    FloatVector sum3 = FloatVector.zero(S);
    if (more) {
      sum0 = FloatVector.fromArray(S, sums, sumsOffset);
      sum1 = FloatVector.fromArray(S, sums, sumsOffset + L);
      sum2 = FloatVector.fromArray(S, sums, sumsOffset + 2 * L);
      sum3 = FloatVector.fromArray(S, sums, sumsOffset + 3 * L);
    }
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.fromArray(S, x, xOffset + p * L);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      sum1 = FloatVector.fromArray(S, a, ap + L).fma(xp, sum1);
      sum2 = FloatVector.fromArray(S, a, ap + 2 * L).fma(xp, sum2);
      sum3 = FloatVector.fromArray(S, a, ap + 3 * L).fma(xp, sum3);
      ap += 4 * L;
    }
    sum0.intoArray(sums, sumsOffset);
    sum1.intoArray(sums, sumsOffset + L);
    sum2.intoArray(sums, sumsOffset + 2 * L);
    sum3.intoArray(sums, sumsOffset + 3 * L);
  }

  private static void segments2(
      int k,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float[] sums,
      int sumsOffset,
      boolean more) {
    FloatVector sum0 = FloatVector.zero(S);
    FloatVector sum1 = FloatVector.zero(S);
    if (more) {
      sum0 = FloatVector.fromArray(S, sums, sumsOffset);
      sum1 = FloatVector.fromArray(S, sums, sumsOffset + L);
    }
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.fromArray(S, x, xOffset + p * L);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      sum1 = FloatVector.fromArray(S, a, ap + L).fma(xp, sum1);
      ap += 2 * L;
    }
    sum0.intoArray(sums, sumsOffset);
    sum1.intoArray(sums, sumsOffset + L);
  }

  private static void segments1(
      int k,
      float[] a,
      int aOffset,
      float[] x,
      int xOffset,
      float[] sums,
      int sumsOffset,
      boolean more) {
    FloatVector sum0 = FloatVector.zero(S);
    if (more) {
      sum0 = FloatVector.fromArray(S, sums, sumsOffset);
    }
    int ap = aOffset;
    for (int p = 0; p < k; p++) {
      FloatVector xp = FloatVector.fromArray(S, x, xOffset + p * L);
      sum0 = FloatVector.fromArray(S, a, ap).fma(xp, sum0);
      ap += L;
    }
    sum0.intoArray(sums, sumsOffset);
  }
}
