// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

/**
 * Resizes an RGB picture with an antialiased bicubic filter: what Pillow's {@code Image.resize((w,
 * h))} does since version 7, which is what the course's notebook does to a photo.
 *
 * <p>Each output sample is a weighted sum over the input samples within the filter's reach, first
 * along the rows, then along the columns, rounded to a byte after each. When shrinking, the filter
 * grows with the scale, so every input pixel counts (that is the antialiasing). Weights are
 * fixed-point with {@value #FRACTION_BITS} fraction bits, as in Pillow, so the result is exact and
 * portable. Source: Keys, Cubic convolution interpolation for digital image processing, 1981 (a =
 * −1/2); the rounding steps follow Pillow's documented behaviour and are tested against its output.
 */
final class Bicubic {

  /**
   * Fraction bits of a weight: 8 bits of sample and 2 of head-room (weights are negative in places,
   * so sums overshoot) leave 22 of 32.
   */
  private static final int FRACTION_BITS = 32 - 8 - 2;

  /** Keys' parameter; −1/2 makes the interpolation exact for quadratics. */
  private static final double A = -0.5;

  /**
   * The filter is zero from here on, in output pixels when shrinking, in input pixels otherwise.
   */
  private static final double REACH = 2;

  private Bicubic() {}

  /**
   * Returns {@code rgb} (height × width × 3 bytes) resized to newHeight × newWidth × 3 bytes.
   *
   * @param rgb the picture, row by row; not changed
   * @param height rows, ≥ 1
   * @param width columns, ≥ 1
   * @param newHeight rows wanted, ≥ 1
   * @param newWidth columns wanted, ≥ 1
   */
  static byte[] resize(byte[] rgb, int height, int width, int newHeight, int newWidth) {
    byte[] rows;
    if (newWidth == width) {
      rows = rgb.clone();
    } else {
      rows = new byte[height * newWidth * 3];
      Weights weights = new Weights(width, newWidth);
      for (int y = 0; y < height; y++) {
        weights.apply(rgb, y * width * 3, 3, rows, y * newWidth * 3, 3);
      }
    }
    if (newHeight == height) {
      return rows;
    }
    byte[] result = new byte[newHeight * newWidth * 3];
    Weights weights = new Weights(height, newHeight);
    for (int x = 0; x < newWidth; x++) {
      weights.apply(rows, x * 3, newWidth * 3, result, x * 3, newWidth * 3);
    }
    return result;
  }

  /** Returns the filter at distance x from its centre. */
  private static double filter(double x) {
    double t = Math.abs(x);
    if (t < 1) {
      return ((A + 2) * t - (A + 3)) * t * t + 1;
    }
    if (t < 2) {
      return (((t - 5) * t + 8) * t - 4) * A;
    }
    return 0;
  }

  /** The weights that turn a line of {@code from} samples into a line of {@code to} samples. */
  private static final class Weights {
    /** First input sample of each output sample. */
    private final int[] first;

    /** The weights of each output sample, from {@code first} on. */
    private final int[][] fixed;

    Weights(int from, int to) {
      first = new int[to];
      fixed = new int[to][];
      double scale = (double) from / to;
      double stretch = Math.max(scale, 1.0);
      double reach = REACH * stretch;
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max((int) (centre - reach + 0.5), 0);
        int end = Math.min((int) (centre + reach + 0.5), from);
        double[] w = new double[end - begin];
        double sum = 0;
        for (int k = 0; k < w.length; k++) {
          // Multiplying by the reciprocal, as Pillow does, decides the last bit of a weight.
          w[k] = filter((k + begin - centre + 0.5) * (1.0 / stretch));
          sum += w[k];
        }
        first[i] = begin;
        fixed[i] = new int[w.length];
        for (int k = 0; k < w.length; k++) {
          double scaled = w[k] / sum * (1 << FRACTION_BITS);
          fixed[i][k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
      }
    }

    /** Filters one line of pixels; steps are in bytes from one pixel of the line to the next. */
    void apply(
        byte[] source, int offset, int step, byte[] target, int targetOffset, int targetStep) {
      for (int i = 0; i < first.length; i++) {
        int[] w = fixed[i];
        int half = 1 << (FRACTION_BITS - 1);
        int r = half;
        int g = half;
        int b = half;
        int at = offset + first[i] * step;
        for (int weight : w) {
          r += (source[at] & 0xFF) * weight;
          g += (source[at + 1] & 0xFF) * weight;
          b += (source[at + 2] & 0xFF) * weight;
          at += step;
        }
        int to = targetOffset + i * targetStep;
        target[to] = clamp(r);
        target[to + 1] = clamp(g);
        target[to + 2] = clamp(b);
      }
    }

    private static byte clamp(int sum) {
      return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }
  }
}
