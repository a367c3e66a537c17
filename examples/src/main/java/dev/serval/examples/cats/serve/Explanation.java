// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

/**
 * Which pixels speak for label 1 and which against: gradient × input, summed over a pixel's
 * colours. To first order it is what the probability would lose if the pixel were black. Blue is
 * for, orange against, grey is the picture itself: colours that people confuse least.
 */
final class Explanation {

  private static final int CHANNELS = 3;

  private static final int[] FOR = {30, 110, 255};
  private static final int[] AGAINST = {255, 130, 0};

  /** The grey picture below is pale, between these. */
  private static final int DARKEST = 70;

  private static final int LIGHTEST = 200;

  private static final String[] ROWS = {"upper", "middle", "lower"};
  private static final String[] COLUMNS = {"left", "centre", "right"};

  private final byte[] rgb;
  private final int height;
  private final int width;
  private final double[] contributions;

  /**
   * Sums up.
   *
   * @param rgb the picture, height·width·3 bytes
   * @param gradient dP/dx, of the same length
   * @param height rows
   * @param width columns
   */
  Explanation(byte[] rgb, double[] gradient, int height, int width) {
    this.rgb = rgb;
    this.height = height;
    this.width = width;
    contributions = new double[height * width];
    for (int k = 0; k < rgb.length; k++) {
      contributions[k / CHANNELS] += gradient[k] * ((rgb[k] & 0xFF) / 255.0);
    }
  }

  /** Returns Σ of dP/dx·x over the colours of each pixel, row by row; not a copy. */
  double[] contributions() {
    return contributions;
  }

  /** Returns the coloured picture, height·width·3 bytes. */
  byte[] picture() {
    double largest = 0;
    for (double c : contributions) {
      largest = Math.max(largest, Math.abs(c));
    }
    byte[] picture = new byte[rgb.length];
    for (int p = 0; p < contributions.length; p++) {
      // The root: few pixels are anywhere near the largest, and the others matter together.
      double strength = largest > 0 ? Math.sqrt(Math.abs(contributions[p]) / largest) : 0;
      int[] colour = contributions[p] > 0 ? FOR : AGAINST;
      double grey = DARKEST + (LIGHTEST - DARKEST) * luma(p) / 255;
      for (int c = 0; c < CHANNELS; c++) {
        picture[p * CHANNELS + c] = (byte) Math.round(grey + (colour[c] - grey) * strength);
      }
    }
    return picture;
  }

  /** Returns the brightness of a pixel, 0 to 255 (ITU-R BT.601). */
  private double luma(int p) {
    int k = p * CHANNELS;
    return 0.299 * (rgb[k] & 0xFF) + 0.587 * (rgb[k + 1] & 0xFF) + 0.114 * (rgb[k + 2] & 0xFF);
  }

  /**
   * Says in words where the strongest ninths of the picture are.
   *
   * @param positive the name of label 1
   */
  String words(String positive) {
    double[] ninths = new double[ROWS.length * COLUMNS.length];
    for (int p = 0; p < contributions.length; p++) {
      int row = p / width * ROWS.length / height;
      int column = p % width * COLUMNS.length / width;
      ninths[row * COLUMNS.length + column] += contributions[p];
    }
    int most = 0;
    int least = 0;
    for (int i = 1; i < ninths.length; i++) {
      most = ninths[i] > ninths[most] ? i : most;
      least = ninths[i] < ninths[least] ? i : least;
    }
    if (!(ninths[most] > 0) && !(ninths[least] < 0)) {
      return "No pixel speaks for or against %s.".formatted(positive);
    }
    String text = "";
    if (ninths[most] > 0) {
      text = "What speaks most for %s is in the %s. ".formatted(positive, place(most));
    }
    if (ninths[least] < 0) {
      text += "What speaks most against it is in the %s.".formatted(place(least));
    }
    return text.strip();
  }

  private static String place(int ninth) {
    String row = ROWS[ninth / COLUMNS.length];
    String column = COLUMNS[ninth % COLUMNS.length];
    return row.equals("middle") && column.equals("centre") ? column : row + " " + column;
  }
}
