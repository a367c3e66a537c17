// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatDotKernel.java by DoubleFromFloat: change that file, not this one.

/**
 * One row of A times a few columns of B that lie along k, in scalar code: for results so small that
 * turning B round, for lanes to lie along columns, would take longer than the product. Six chains
 * side by side hide the latency of an fma (measured per step of k on Zen 4: six 5.5 cycles, eight
 * 7.1; one chain alone takes 4).
 */
public final class DoubleDotKernel {

  /** How many columns at once. */
  public static final int COLS = 6;

  private DoubleDotKernel() {}

  /**
   * sums_j := Σ_p a_p · b_pj for j &lt; cols, one chain of fma from +0, p ascending.
   *
   * @param k length of the chains
   * @param a the row, contiguous
   * @param aOffset where it begins
   * @param b element (p, j) at bOffset + j·bStride + p
   * @param bOffset where it begins
   * @param bStride from one column to the next
   * @param cols how many columns, 1 … COLS
   * @param sums written from 0; beyond {@code cols} with the last column's sum
   */
  public static void run(
      int k,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      int bStride,
      int cols,
      double[] sums) {
    int b1 = bOffset + Math.min(1, cols - 1) * bStride;
    int b2 = bOffset + Math.min(2, cols - 1) * bStride;
    int b3 = bOffset + Math.min(3, cols - 1) * bStride;
    int b4 = bOffset + Math.min(4, cols - 1) * bStride;
    int b5 = bOffset + Math.min(5, cols - 1) * bStride;
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double sum4 = 0;
    double sum5 = 0;
    for (int p = 0; p < k; p++) {
      double ap = a[aOffset + p];
      sum0 = Math.fma(ap, b[bOffset + p], sum0);
      sum1 = Math.fma(ap, b[b1 + p], sum1);
      sum2 = Math.fma(ap, b[b2 + p], sum2);
      sum3 = Math.fma(ap, b[b3 + p], sum3);
      sum4 = Math.fma(ap, b[b4 + p], sum4);
      sum5 = Math.fma(ap, b[b5 + p], sum5);
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
    sums[4] = sum4;
    sums[5] = sum5;
  }
}
