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

  /** Makes room for sums that are indexed as the columns of C are. */
  void reserve(int columns) {
    if (first.length < columns) {
      first = new float[columns];
      second = new float[columns];
    }
  }
}
