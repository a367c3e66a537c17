// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.steps;

import dev.serval.core.matrix.Matrix;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes matrices as NumPy's {@code str(array)} does with its default print options: at most 8
 * decimals, no more than are needed to tell a double from its neighbours, decimal points in one
 * column; all numbers in scientific notation if one is 1e8 or more, or the smallest nonzero one is
 * below 1e-4 or more than 1000 times smaller than the largest. Rows must fit into 75 columns: wider
 * ones, which NumPy wraps, are not wrapped.
 */
final class NumpyFormat {

  private static final int PRECISION = 8;

  private NumpyFormat() {}

  /** Returns the matrix as NumPy prints it, a line per row. */
  static String format(Matrix matrix) {
    boolean scientific = needsExponent(matrix);
    String[][] texts = new String[matrix.rows()][matrix.cols()];
    int before = 0;
    int after = 0;
    int digits = scientific ? digits(matrix) : 0;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.cols(); j++) {
        double value = matrix.get(i, j);
        String text = scientific ? scientific(value, digits) : positional(value);
        texts[i][j] = text;
        int point = text.indexOf('.');
        before = Math.max(before, point);
        after = Math.max(after, text.length() - point - 1);
      }
    }
    StringBuilder result = new StringBuilder("[");
    for (int i = 0; i < texts.length; i++) {
      result.append(i == 0 ? "[" : "\n [");
      for (int j = 0; j < texts[i].length; j++) {
        int point = texts[i][j].indexOf('.');
        result.append(j == 0 ? "" : " ");
        result.append(" ".repeat(before - point)).append(texts[i][j]);
        result.append(" ".repeat(after - (texts[i][j].length() - point - 1)));
      }
      result.append(']');
    }
    return result.append(']').toString();
  }

  private static boolean needsExponent(Matrix matrix) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.cols(); j++) {
        double size = Math.abs(matrix.get(i, j));
        if (size > 0) {
          max = Math.max(max, size);
          min = Math.min(min, size);
        }
      }
    }
    return max > 0 && (max >= 1e8 || min < 1e-4 || max / min > 1000);
  }

  /** Returns the shortest decimals that read back as the same double, cut to 8 after the point. */
  private static String positional(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    BigDecimal shown =
        shortest.scale() <= PRECISION
            ? shortest
            : new BigDecimal(value).setScale(PRECISION, RoundingMode.HALF_EVEN);
    BigDecimal stripped = shown.stripTrailingZeros();
    String text = stripped.setScale(Math.max(0, stripped.scale())).toPlainString();
    String sign = isNegative(value) && !text.startsWith("-") ? "-" : "";
    return sign + text + (text.contains(".") ? "" : ".");
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** Returns how many decimals the longest mantissa needs, at most 8. */
  private static int digits(Matrix matrix) {
    int digits = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.cols(); j++) {
        BigDecimal shortest =
            new BigDecimal(Double.toString(matrix.get(i, j))).stripTrailingZeros();
        digits = Math.max(digits, shortest.precision() - 1);
      }
    }
    return Math.min(digits, PRECISION);
  }

  private static String scientific(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "e", new BigDecimal(value));
    String sign = isNegative(value) && !text.startsWith("-") ? "-" : "";
    return sign + (digits == 0 ? text.replace("e", ".e") : text);
  }
}
