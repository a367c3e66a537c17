// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Matrices for tests: every layout, fenced with NaN, and comparison of bits. */
final class Views {

  /** Elements before, behind and (in {@link Layout#GAPS}) between rows that belong to nobody. */
  private static final int FENCE = 37;

  /** How the elements of a view lie in its array. */
  enum Layout {
    /** Row after row. */
    ROWS,
    /** Column after column: a transposed view. */
    COLUMNS,
    /** Row after row with a gap behind each. */
    GAPS,
    /** Every third element of every row. */
    STRIDED
  }

  private static final List<Layout> LAYOUTS = List.of(Layout.values());

  private Views() {}

  /** Returns one of the layouts. */
  static Layout layout(SplittableRandom random) {
    return LAYOUTS.get(random.nextInt(LAYOUTS.size()));
  }

  /** Returns the run's seed, from system property {@code serval.seed} or the clock. */
  static long seed() {
    return Long.getLong("serval.seed", System.nanoTime());
  }

  /** Returns a view of this layout in an array that holds NaN everywhere, the view included. */
  static Matrix fenced(ElementType type, int rows, int cols, Layout layout) {
    int rowStride =
        switch (layout) {
          case ROWS -> cols;
          case COLUMNS -> 1;
          case GAPS -> cols + 5;
          case STRIDED -> 3 * cols + 2;
        };
    int colStride =
        switch (layout) {
          case ROWS, GAPS -> 1;
          case COLUMNS -> rows;
          case STRIDED -> 3;
        };
    int length = 2 * FENCE + Math.max(0, (rows - 1) * rowStride + (cols - 1) * colStride + 1);
    return switch (type) {
      case FLOAT32 -> {
        float[] array = new float[length];
        Arrays.fill(array, Float.NaN);
        yield FloatMatrix.of(array, FENCE, rows, cols, rowStride, colStride);
      }
      case FLOAT64 -> {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        yield DoubleMatrix.of(array, FENCE, rows, cols, rowStride, colStride);
      }
    };
  }

  /**
   * Fills a view with normal numbers and, if asked, some zeros of both signs, infinities and NaN.
   */
  static Matrix fill(Matrix view, SplittableRandom random, boolean specials) {
    double[] special = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NaN, Float.MIN_VALUE};
    for (int i = 0; i < view.rows(); i++) {
      for (int j = 0; j < view.cols(); j++) {
        boolean one = specials && random.nextInt(50) == 0;
        view.set(i, j, one ? special[random.nextInt(special.length)] : random.nextGaussian());
      }
    }
    return view;
  }

  /** Returns where two matrices differ in bits (every NaN equal), or an empty text. */
  static String difference(Matrix expected, Matrix actual) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.cols(); j++) {
        // Widening is exact and keeps the sign of zero; doubleToLongBits makes every NaN one.
        double e = expected.get(i, j);
        double a = actual.get(i, j);
        if (Double.doubleToLongBits(e) != Double.doubleToLongBits(a)) {
          return "(%d, %d) is %s, must be %s".formatted(i, j, a, e);
        }
      }
    }
    return "";
  }

  /** Returns the index of an element outside the view that is no longer NaN, or −1. */
  static int brokenFence(Matrix view) {
    int length = length(view);
    boolean[] inside = new boolean[length];
    for (int i = 0; i < view.rows(); i++) {
      for (int j = 0; j < view.cols(); j++) {
        inside[view.index(i, j)] = true;
      }
    }
    for (int index = 0; index < length; index++) {
      if (!inside[index] && !Double.isNaN(element(view, index))) {
        return index;
      }
    }
    return -1;
  }

  private static int length(Matrix view) {
    return switch (view) {
      case FloatMatrix m -> m.array().length;
      case DoubleMatrix m -> m.array().length;
    };
  }

  private static double element(Matrix view, int index) {
    return switch (view) {
      case FloatMatrix m -> m.array()[index];
      case DoubleMatrix m -> m.array()[index];
    };
  }
}
