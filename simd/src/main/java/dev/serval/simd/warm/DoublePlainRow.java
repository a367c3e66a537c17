// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

// Generated from FloatPlainRow.java by DoubleFromFloat: change that file, not this one.

/**
 * Parts of rows of matrices as arrays indexed by the bare loop variable, which C2 makes vectors of,
 * and back. Where a row lies in one run the copy is the JVM's own, which needs no compiling.
 */
final class DoublePlainRow {

  private DoublePlainRow() {}

  /**
   * Copies a part of a row: to[from + j] = source[offset + j·step].
   *
   * @param source elements of a matrix
   * @param offset the first
   * @param step from one to the next
   * @param to written
   * @param from where the part begins there
   * @param n how many
   */
  static void gather(double[] source, int offset, int step, double[] to, int from, int n) {
    if (step == 1) {
      System.arraycopy(source, offset, to, from, n);
      return;
    }
    int at = offset;
    for (int j = from; j < from + n; j++) {
      to[j] = source[at];
      at += step;
    }
  }

  /** Copies a part of a row back: to[offset + j·step] = source[from + j]. */
  static void scatter(double[] source, int from, double[] to, int offset, int step, int n) {
    if (step == 1) {
      System.arraycopy(source, from, to, offset, n);
      return;
    }
    int at = offset;
    for (int j = from; j < from + n; j++) {
      to[at] = source[j];
      at += step;
    }
  }

  /** sums[j] := x[j] + sums[j]. */
  static void add(double[] x, double[] sums, int from, int to) {
    for (int j = from; j < to; j++) {
      sums[j] = x[j] + sums[j];
    }
  }
}
