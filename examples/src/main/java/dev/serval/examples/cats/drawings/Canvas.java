// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import java.util.Arrays;

/**
 * A square RGB picture that polygons are painted on. Painting happens on a grid 4 times finer each
 * way, without any blending; {@link #pixels} averages 4×4 fine pixels, which is the anti-aliasing.
 */
final class Canvas {

  /** Fine pixels per pixel and direction: 17 levels along an edge, enough for 64×64 pictures. */
  private static final int FINE = 4;

  private final int size;
  private final int side;
  private final int[] rgb;

  /** Makes a black canvas of size × size pixels. */
  Canvas(int size) {
    this.size = size;
    this.side = size * FINE;
    this.rgb = new int[side * side];
  }

  /** Returns the width and height in pixels. */
  int size() {
    return size;
  }

  /**
   * Paints the inside of a closed polygon; where it crosses itself, every second region is inside.
   *
   * @param xs the corners' columns in pixels, 0 at the left edge; the last is joined to the first
   * @param ys the corners' rows in pixels, 0 at the top edge
   * @param colour 0xRRGGBB
   */
  void fill(double[] xs, double[] ys, int colour) {
    double top = ys[0];
    double bottom = ys[0];
    for (double y : ys) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    int firstRow = (int) Math.max(0, Math.floor(top * FINE));
    int lastRow = (int) Math.min(side - 1, Math.ceil(bottom * FINE));
    double[] crossings = new double[xs.length];
    for (int row = firstRow; row <= lastRow; row++) {
      // Fine pixels are inside if their centre is.
      int n = crossings(xs, ys, row + 0.5, crossings);
      Arrays.sort(crossings, 0, n);
      for (int k = 0; k + 1 < n; k += 2) {
        int from = (int) Math.max(0, Math.ceil(crossings[k] - 0.5));
        int to = (int) Math.min(side, Math.ceil(crossings[k + 1] - 0.5));
        if (from < to) {
          Arrays.fill(rgb, row * side + from, row * side + to, colour);
        }
      }
    }
  }

  private static int crossings(double[] xs, double[] ys, double y, double[] crossings) {
    int n = 0;
    for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      double yi = ys[i] * FINE;
      double yj = ys[j] * FINE;
      if ((yi <= y) != (yj <= y)) {
        crossings[n++] = FINE * (xs[i] + (xs[j] - xs[i]) * ((y - yi) / (yj - yi)));
      }
    }
    return n;
  }

  /**
   * Returns size·size·3 bytes, row by row: each pixel is the mean of its fine pixels, shaded from
   * the upper left corner to the lower right one, as a lamp at the side does.
   *
   * @param left factor at the upper left corner, 1 for no change
   * @param right factor at the lower right corner
   */
  byte[] pixels(double left, double right) {
    byte[] result = new byte[size * size * 3];
    int count = FINE * FINE;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int fine = 0; fine < count; fine++) {
          int value = rgb[(y * FINE + fine / FINE) * side + x * FINE + fine % FINE];
          red += value >> 16;
          green += value >> 8 & 0xFF;
          blue += value & 0xFF;
        }
        double factor = (left + (right - left) * (2 * x + y) / (3.0 * size)) / count;
        int at = (y * size + x) * 3;
        result[at] = Colours.channel(red * factor);
        result[at + 1] = Colours.channel(green * factor);
        result[at + 2] = Colours.channel(blue * factor);
      }
    }
    return result;
  }
}
