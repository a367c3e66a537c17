// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.Pictures;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a picture in a colour terminal: a character cell is about twice as high as wide, so the
 * upper half block ▀ with its own foreground and background colour is two square pixels.
 */
final class HalfBlocks {

  private static final String RESET = "\u001B[0m";

  /** Columns shown: a quarter of a small terminal; even, as two rows share a line. */
  private static final int SIZE = 32;

  private HalfBlocks() {}

  /** Returns the lines of text that show picture {@code i}. */
  static List<String> lines(Pictures pictures, int i) {
    byte[] rgb = pictures.resized(i, SIZE, SIZE);
    return lines(rgb, SIZE);
  }

  /**
   * Returns one line of text for every two rows.
   *
   * @param rgb size·size·3 bytes, row by row
   * @param size rows and columns, even
   */
  static List<String> lines(byte[] rgb, int size) {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < size; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < size; x++) {
        line.append("\u001B[38;2;").append(colour(rgb, (y * size + x) * Pictures.CHANNELS));
        line.append("m\u001B[48;2;").append(colour(rgb, ((y + 1) * size + x) * Pictures.CHANNELS));
        line.append("m\u2580");
      }
      lines.add(line.append(RESET).toString());
    }
    return lines;
  }

  private static String colour(byte[] rgb, int at) {
    return (rgb[at] & 0xFF) + ";" + (rgb[at + 1] & 0xFF) + ";" + (rgb[at + 2] & 0xFF);
  }
}
