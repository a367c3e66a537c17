// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

/** Memory of one thread that computes a product in plain loops. */
public final class FloatPlainBuffers {

  /** The length of the chains of fma (docs/numerics.md). */
  static final int SEGMENT = 256;

  /** Columns computed together: with a segment of rows, 256 to 512 KB, what most L2 caches hold. */
  static final int BLOCK = 256;

  /** A block of B, each row an array of its own. */
  final float[][] rows = new float[SEGMENT][BLOCK];

  /** The sums of one row of C. */
  float[] first = new float[BLOCK];

  /** The sums of the row after it. */
  float[] second = new float[BLOCK];

  /** A part of a row of another matrix, which is added to the sums or masks them. */
  float[] other = new float[BLOCK];

  /** Never written. */
  private float[] zeros = new float[BLOCK];

  /** Makes room for sums that are indexed as the columns of C are. */
  void reserve(int columns) {
    if (first.length < columns) {
      first = new float[columns];
      second = new float[columns];
      other = new float[columns];
      zeros = new float[columns];
    }
  }

  /** Sets {@code n} sums of both rows to +0. */
  void clear(int from, int n) {
    System.arraycopy(zeros, from, first, from, n);
    System.arraycopy(zeros, from, second, from, n);
  }
}
