// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import java.util.Arrays;

/**
 * Copies a block of A or B into panels, k-major: what the kernel reads next always lies next.
 *
 * <pre>
 *   A, MR = 3, k = 4            one panel            B, NR = 4: the same with "row" for "column"
 *   a00 a01 a02 a03
 *   a10 a11 a12 a13   →   a00 a10 a20 · a01 a11 a21 · a02 a12 a22 · a03 a13 a23
 *   a20 a21 a22 a23
 * </pre>
 *
 * The last panel is padded with zeros. Padded rows and columns are computed and thrown away: they
 * can never reach an element of C.
 */
final class FloatPacking {

  private FloatPacking() {}

  /**
   * Packs {@code width} rows of A (or columns of B), {@code k} elements each, into panels.
   *
   * @param from the source: element (i, p) at fromOffset + i·across + p·along
   * @param fromOffset where the block begins
   * @param across from one row of A (column of B) to the next
   * @param along from one k to the next
   * @param width how many rows of A (columns of B)
   * @param k how many elements of each
   * @param panelWidth width of a full panel
   * @param lastWidth width of the last panel if it is not full, padding included
   * @param to the panels, back to back
   * @param toOffset where the first begins
   */
  static void pack(
      float[] from,
      int fromOffset,
      int across,
      int along,
      int width,
      int k,
      int panelWidth,
      int lastWidth,
      float[] to,
      int toOffset) {
    int panel = toOffset;
    for (int first = 0; first < width; first += panelWidth) {
      int filled = Math.min(panelWidth, width - first);
      int padded = filled == panelWidth ? panelWidth : lastWidth;
      int source = fromOffset + first * across;
      if (filled < padded) {
        Arrays.fill(to, panel, panel + padded * k, 0);
      }
      if (across == 1) {
        copyRuns(from, source, along, filled, k, padded, to, panel);
      } else {
        transpose(from, source, across, along, filled, k, padded, to, panel);
      }
      panel += padded * k;
    }
  }

  /** The elements of one k lie back to back: copies run by run. */
  private static void copyRuns(
      float[] from, int source, int along, int filled, int k, int padded, float[] to, int panel) {
    for (int p = 0; p < k; p++) {
      System.arraycopy(from, source + p * along, to, panel + p * padded, filled);
    }
  }

  /**
   * Any strides, four rows at a time: the source is read along k, where it usually is contiguous.
   */
  private static void transpose(
      float[] from,
      int source,
      int across,
      int along,
      int filled,
      int k,
      int padded,
      float[] to,
      int panel) {
    int i = 0;
    for (; i <= filled - 4; i += 4) {
      int row = source + i * across;
      int target = panel + i;
      for (int p = 0; p < k; p++) {
        int s = row + p * along;
        int t = target + p * padded;
        to[t] = from[s];
        to[t + 1] = from[s + across];
        to[t + 2] = from[s + 2 * across];
        to[t + 3] = from[s + 3 * across];
      }
    }
    for (; i < filled; i++) {
      int row = source + i * across;
      int target = panel + i;
      for (int p = 0; p < k; p++) {
        to[target + p * padded] = from[row + p * along];
      }
    }
  }
}
