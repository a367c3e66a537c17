// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

import java.util.Arrays;

/**
 * Σ_j x_j in the one order that every backend keeps: element j is added to stripe j mod 16, in
 * ascending j and from +0; then the 16 stripes are folded by the tree
 *
 * <pre>
 *   for w = 8, 4, 2, 1:   s[i] += s[i + w]   for i &lt; w
 * </pre>
 *
 * Sixteen, because one 512-bit vector of floats has that many lanes: narrower vectors keep several.
 * The caller brings the stripes, an array of 16, so that nothing is allocated. Offsets and strides
 * count elements.
 */
public final class PinnedSum {

  /** How many partial sums there are. */
  public static final int STRIPES = 16;

  private PinnedSum() {}

  /**
   * Returns the sum of x[offset + j·stride] for 0 ≤ j &lt; n; +0 if n = 0.
   *
   * @param stripes 16 elements, overwritten
   */
  public static float sum(float[] x, int offset, int stride, int n, float[] stripes) {
    reset(stripes);
    accumulate(x, offset, stride, n, stripes);
    return combine(stripes);
  }

  /**
   * Returns the sum of x[offset + j·stride] for 0 ≤ j &lt; n; +0 if n = 0.
   *
   * @param stripes 16 elements, overwritten
   */
  public static double sum(double[] x, int offset, int stride, int n, double[] stripes) {
    reset(stripes);
    accumulate(x, offset, stride, n, stripes);
    return combine(stripes);
  }

  /** Sets all stripes to +0. */
  public static void reset(float[] stripes) {
    Arrays.fill(stripes, 0, STRIPES, 0f);
  }

  /** Sets all stripes to +0. */
  public static void reset(double[] stripes) {
    Arrays.fill(stripes, 0, STRIPES, 0.0);
  }

  /** Adds x[offset + j·stride] to stripe j mod 16, for 0 ≤ j &lt; n, ascending. */
  public static void accumulate(float[] x, int offset, int stride, int n, float[] stripes) {
    for (int j = 0; j < n; j++) {
      stripes[j % STRIPES] += x[offset + j * stride];
    }
  }

  /** Adds x[offset + j·stride] to stripe j mod 16, for 0 ≤ j &lt; n, ascending. */
  public static void accumulate(double[] x, int offset, int stride, int n, double[] stripes) {
    for (int j = 0; j < n; j++) {
      stripes[j % STRIPES] += x[offset + j * stride];
    }
  }

  /**
   * Returns the stripes' sum by the tree, written out: in the array each level would wait for the
   * stores of the one before.
   *
   * @param stripes 16 elements
   */
  public static float combine(float[] stripes) {
    float even = quarter(stripes, 0) + quarter(stripes, 2);
    float odd = quarter(stripes, 1) + quarter(stripes, 3);
    return even + odd;
  }

  private static float quarter(float[] s, int i) {
    return (s[i] + s[i + 8]) + (s[i + 4] + s[i + 12]);
  }

  /**
   * Returns the stripes' sum by the tree, written out: in the array each level would wait for the
   * stores of the one before.
   *
   * @param stripes 16 elements
   */
  public static double combine(double[] stripes) {
    double even = quarter(stripes, 0) + quarter(stripes, 2);
    double odd = quarter(stripes, 1) + quarter(stripes, 3);
    return even + odd;
  }

  private static double quarter(double[] s, int i) {
    return (s[i] + s[i + 8]) + (s[i + 4] + s[i + 12]);
  }
}
