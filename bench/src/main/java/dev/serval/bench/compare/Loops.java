// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/** Plain loops over row-major arrays of double. */
final class Loops {

  private Loops() {}

  /** Returns A·B; A is m×k, B is k×n. */
  static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addRow(a[i * k + p], b, p * n, c, i * n, n);
      }
    }
    return c;
  }

  // Apart from its loop, so that it is compiled long before a large product ends.
  private static void addRow(double factor, double[] b, int from, double[] c, int to, int n) {
    for (int j = 0; j < n; j++) {
      c[to + j] += factor * b[from + j];
    }
  }

  /** Returns |x| of every element. */
  static double[] magnitudes(double[] x) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = Math.abs(x[i]);
    }
    return result;
  }

  /** x := factor·x. */
  static void scale(double[] x, double factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  /** y := y + factor·x. */
  static void add(double factor, double[] x, double[] y) {
    addRow(factor, x, 0, y, 0, x.length);
  }

  /** Returns x + y. */
  static double[] sum(double[] x, double[] y) {
    double[] result = x.clone();
    add(1, y, result);
    return result;
  }
}
