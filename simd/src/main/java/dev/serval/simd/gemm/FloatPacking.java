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

  /** Elements of k transposed at once, so that the target (8 KB at 32 columns) stays in L1. */
  private static final int CHUNK = 64;

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
      } else if (along == 1) {
        transpose(from, source, across, filled, k, padded, to, panel);
      } else {
        for (int i = 0; i < filled; i++) {
          row(from, source + i * across, along, k, padded, to, panel + i);
        }
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

  /** The elements of one row lie back to back: reads four rows at a time along k. */
  private static void transpose(
      float[] from, int source, int across, int filled, int k, int padded, float[] to, int panel) {
    for (int p = 0; p < k; p += CHUNK) {
      int count = Math.min(CHUNK, k - p);
      int row = source + p;
      int target = panel + p * padded;
      int i = 0;
      for (; i <= filled - 4; i += 4) {
        rows4(from, row + i * across, across, count, padded, to, target + i);
      }
      if (filled - i >= 2) {
        rows2(from, row + i * across, across, count, padded, to, target + i);
        i += 2;
      }
      if (i < filled) {
        row(from, row + i * across, 1, count, padded, to, target + i);
      }
    }
  }

  // Targets are stepped, not multiplied: C2 keeps bounds checks for a stride it does not know (it
  // merges
  // the four of a step), and a multiplication as well.
  private static void rows4(
      float[] from, int row, int across, int k, int padded, float[] to, int target) {
    int row1 = row + across;
    int row2 = row1 + across;
    int row3 = row2 + across;
    int t = target;
    for (int p = 0; p < k; p++) {
      to[t] = from[row + p];
      to[t + 1] = from[row1 + p];
      to[t + 2] = from[row2 + p];
      to[t + 3] = from[row3 + p];
      t += padded;
    }
  }

  private static void rows2(
      float[] from, int row, int across, int k, int padded, float[] to, int target) {
    int row1 = row + across;
    int t = target;
    for (int p = 0; p < k; p++) {
      to[t] = from[row + p];
      to[t + 1] = from[row1 + p];
      t += padded;
    }
  }

  private static void row(
      float[] from, int row, int along, int k, int padded, float[] to, int target) {
    int s = row;
    int t = target;
    for (int p = 0; p < k; p++) {
      to[t] = from[s];
      s += along;
      t += padded;
    }
  }
}
