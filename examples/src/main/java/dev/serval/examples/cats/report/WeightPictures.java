// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.core.matrix.Matrix;
import java.util.stream.IntStream;

/**
 * What a unit of the first layer looks for, as a picture: each weight belongs to a pixel and a
 * colour. No weight is mid-grey; the largest of a picture, by size, is black or full.
 */
final class WeightPictures {

  private static final int GREY = 128;

  private WeightPictures() {}

  /**
   * Returns the picture of one unit's weights.
   *
   * @param weights units × height·width·3
   * @param unit which row
   */
  static byte[] of(Matrix weights, int unit) {
    return of(IntStream.range(0, weights.cols()).mapToDouble(k -> weights.get(unit, k)).toArray());
  }

  /**
   * Returns the picture of what was added to one unit's weights.
   *
   * @param weights units × height·width·3
   * @param start what they were, of the same shape
   * @param unit which row
   */
  static byte[] difference(Matrix weights, Matrix start, int unit) {
    return of(
        IntStream.range(0, weights.cols())
            .mapToDouble(k -> weights.get(unit, k) - start.get(unit, k))
            .toArray());
  }

  /** Returns whether a picture shows no weight at all: that of a unit that was never active. */
  static boolean isBlank(byte[] rgb) {
    for (byte b : rgb) {
      if (b != (byte) GREY) {
        return false;
      }
    }
    return true;
  }

  private static byte[] of(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    byte[] rgb = new byte[values.length];
    for (int k = 0; k < values.length; k++) {
      double share = largest > 0 ? values[k] / largest : 0;
      rgb[k] = (byte) Math.round(GREY + (GREY - 1) * share);
    }
    return rgb;
  }
}
