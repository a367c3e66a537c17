// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.simd.kernel.FloatCopy;
import dev.serval.simd.kernel.FloatKernel;
import dev.serval.simd.kernel.FloatTranspose;

/**
 * Copies blocks of A and B to where the tiles read them.
 *
 * <pre>
 *   A becomes strips, its rows a fixed distance apart     a00 a01 a02 a03 ·  ·  ·
 *   (a tile broadcasts one element after another)         a10 a11 a12 a13 ·  ·  ·
 *
 *   B becomes panels of NR columns, k-major               b00 b01 b02 b03 | b10 b11 b12 b13 | …
 *   (a tile loads whole vectors)                          b04 b05  ·   ·  | b14 b15  ·   ·  | …
 * </pre>
 *
 * The last panel is as wide as the others. Whatever stands in its last columns is computed with and
 * thrown away: it can never reach an element of C.
 */
final class FloatPacking {

  private FloatPacking() {}

  /**
   * Copies rows of A into strips.
   *
   * @param from element (i, p) at fromOffset + i·across + p·along
   * @param fromOffset where the block begins
   * @param across from one row to the next
   * @param along from one k to the next
   * @param rows how many rows
   * @param k how many elements of each, ≤ 256
   * @param to the strips
   * @param toOffset where the first begins
   */
  static void strips(
      float[] from,
      int fromOffset,
      int across,
      int along,
      int rows,
      int k,
      float[] to,
      int toOffset) {
    if (k == 0) {
      return; // an empty view may begin outside its array
    }
    if (along == 1) {
      FloatCopy.strips(from, fromOffset, across, rows, k, to, toOffset);
    } else if (across == 1) {
      FloatTranspose.copyLoosely(from, fromOffset, along, k, rows, to, toOffset, FloatKernel.STRIP);
    } else {
      for (int i = 0; i < rows; i++) {
        int source = fromOffset + i * across;
        int target = toOffset + i * FloatKernel.STRIP;
        for (int p = 0; p < k; p++) {
          to[target + p] = from[source + p * along];
        }
      }
    }
  }

  /**
   * Returns the distance from one panel to the next. With KC = 256 panels back to back would be a
   * power of two apart, and where they are written side by side all would meet in the same set of a
   * cache; hence one row more.
   *
   * @param k length of the segment
   */
  static int panelStep(int k) {
    return FloatCopy.PANEL * (k + 1);
  }

  /**
   * Copies columns of B into panels, {@link #panelStep} apart.
   *
   * @param from element (p, j) at fromOffset + p·along + j·across
   * @param fromOffset where the block begins
   * @param across from one column to the next
   * @param along from one k to the next
   * @param cols how many columns
   * @param k how many elements of each
   * @param to the panels
   * @param toOffset where the first begins
   */
  static void panels(
      float[] from,
      int fromOffset,
      int across,
      int along,
      int cols,
      int k,
      float[] to,
      int toOffset) {
    int nr = FloatCopy.PANEL;
    int whole = cols / nr;
    int rest = cols - whole * nr;
    int panels = Math.ceilDiv(cols, nr);
    int step = panelStep(k);
    if (across == 1) {
      // Row by row through all panels: B is read in the order it lies in, which prefetchers like.
      // The last panel is filled with whatever follows a row, unless that is outside the array;
      // should another thread be writing there, nobody looks at what was read.
      int inside = Math.floorDiv(from.length - fromOffset - panels * nr, Math.max(1, along)) + 1;
      int rows = rest == 0 ? k : Math.clamp(inside, 0, k);
      FloatCopy.rows(from, fromOffset, along, rows, panels, to, toOffset, step);
      for (int p = rows; p < k; p++) {
        int source = fromOffset + p * along;
        int target = toOffset + p * nr;
        FloatCopy.rows(from, source, along, 1, whole, to, target, step);
        System.arraycopy(from, source + whole * nr, to, target + whole * step, rest);
      }
      return;
    }
    for (int j = 0; j < cols; j += nr) {
      int filled = Math.min(nr, cols - j);
      int source = fromOffset + j * across;
      int target = toOffset + j / nr * step;
      if (along == 1) {
        FloatTranspose.copyLoosely(from, source, across, filled, k, to, target, nr);
      } else {
        for (int p = 0; p < k; p++) {
          for (int i = 0; i < filled; i++) {
            to[target + p * nr + i] = from[source + p * along + i * across];
          }
        }
      }
    }
  }
}
