// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatColumnPanels.java by DoubleFromFloat: change that file, not this one.

import dev.serval.simd.kernel.DoubleColumnKernel;
import dev.serval.simd.kernel.DoubleKernel;
import java.util.Arrays;

/**
 * A constant left factor for products with one or few columns, laid out so that it is read from
 * beginning to end. Lanes lie along rows or, where that wastes less, along segments:
 *
 * <pre>
 *   by rows       panels of L rows, k-major; up to four panels side by side, segment after segment;
 *                 from 2 MB on two and two panels, so that memory is read in two places
 *   by segments   a panel is one row: L segments, k-major; up to four rows side by side; a piece of
 *                 32 elements of each segment in all rows, then the next; L segments after L segments
 * </pre>
 *
 * 20×12288 with 16 lanes is 20 rows of 3 · 16 segments and no idle lane; by rows, 12 of 32 lanes
 * would idle.
 */
final class DoubleColumnPanels {

  private static final int L = DoubleKernel.LANES;
  private static final int KC = BlockSizes.KC;

  /**
   * Elements of each segment that all rows read before any reads on: this piece of x, 2 KB at 512
   * bits, stays in L1 beside the weights that stream through.
   */
  static final int PIECE = 32;

  /**
   * Elements from which on four panels are read as two streams. From memory that was 1.2 times as
   * fast on Zen 4 (prefetchers work per stream), from L2 it was 4 % slower.
   */
  private static final int LARGE = (2 << 20) / Double.BYTES;

  final double[] panels;

  private final boolean twoStreams;
  private final int rows;
  private final int k;
  private final boolean bySegments;

  /** Copies what was packed for tiles. */
  DoubleColumnPanels(DoubleStrips source) {
    rows = source.rows();
    k = source.cols();
    long byRowsLength = (long) Math.ceilDiv(rows, L) * L * k;
    long bySegmentsLength = (long) rows * chunks() * L * KC;
    bySegments = bySegmentsLength < byRowsLength;
    panels =
        new double[BlockSizes.arrayLength(source, bySegments ? bySegmentsLength : byRowsLength, 1)];
    twoStreams = !bySegments && panels.length >= LARGE;
    if (bySegments) {
      packSegments(source);
    } else {
      packRows(source);
    }
  }

  private void packRows(DoubleStrips source) {
    for (int row = 0; row < rows; row += group(row) * L) {
      int group = group(row);
      boolean apart = twoStreams && group == DoubleColumnKernel.GROUP;
      int step = apart ? 2 * L : group * L;
      for (int pc = 0; pc < k; pc += KC) {
        int length = Math.min(KC, k - pc);
        for (int i = row; i < Math.min(rows, row + group * L); i++) {
          int strip = source.strip(i, pc);
          int to = rows(row, pc) + i - row;
          if (apart && i - row >= 2 * L) {
            to += (length - 1) * step;
          }
          for (int p = 0; p < length; p++) {
            panels[to + p * step] = source.strips[strip + p];
          }
        }
      }
    }
  }

  private void packSegments(DoubleStrips source) {
    // The last segments may be short or not exist. There x is +0 and A must be −0: adding −0
    // changes no sum, not even −0.
    Arrays.fill(panels, -0.0);
    for (int pc = 0; pc < k; pc += KC) {
      int chunk = pc / (L * KC);
      int lane = pc / KC % L;
      for (int row = 0; row < rows; row += group(row)) {
        for (int i = row; i < row + group(row); i++) {
          int strip = source.strip(i, pc);
          for (int p = 0; p < Math.min(KC, k - pc); p++) {
            int to = segments(row, chunk, p / PIECE * PIECE) + lane;
            int at = (p % PIECE * group(row) + i - row) * L;
            panels[to + at] = source.strips[strip + p];
          }
        }
      }
    }
  }

  /** Returns whether lanes lie along segments. */
  boolean bySegments() {
    return bySegments;
  }

  /** Returns how many times L segments there are, the last time perhaps fewer. */
  int chunks() {
    return Math.ceilDiv(Math.ceilDiv(k, KC), L);
  }

  /** Returns how many panels lie side by side from a row on where a group begins: 4, 2 or 1. */
  int group(int row) {
    int left = bySegments ? rows - row : Math.ceilDiv(rows - row, L);
    return left >= DoubleColumnKernel.GROUP ? DoubleColumnKernel.GROUP : left >= 2 ? 2 : 1;
  }

  /** Returns the rows of a group of four panels: where work may be cut. */
  int grain() {
    return bySegments ? DoubleColumnKernel.GROUP : DoubleColumnKernel.GROUP * L;
  }

  /**
   * Returns where a group begins if lanes lie along rows.
   *
   * @param row its first row
   * @param pc the first k of a segment
   */
  int rows(int row, int pc) {
    return row * k + pc * group(row) * L;
  }

  /** Returns whether in groups of four panels two lie behind the others. */
  boolean twoStreams() {
    return twoStreams;
  }

  /**
   * Returns where a piece of a group begins if lanes lie along segments.
   *
   * @param row its first row
   * @param chunk which L segments
   * @param p where the piece begins in each of them
   */
  int segments(int row, int chunk, int p) {
    return ((chunk * KC + p) * rows + row * PIECE) * L;
  }
}
