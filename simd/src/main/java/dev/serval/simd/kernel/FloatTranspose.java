// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies a matrix transposed: what lies along k comes to lie along the lanes, or the other way
 * round. Blocks are turned in registers by perfect shuffles; what is smaller than a block goes
 * element by element. As ints, because the selection of lanes from two vectors then takes its
 * indices as they are (DESCRIBED).
 *
 * <p>Registers hold one row each. Each round interleaves the lanes of registers i and i + R/2, R
 * being their number; seen as one number, the bits of (register, lane) rotate to the left by one,
 * so that after log₂ R rounds the bits of the row are the lowest of the lane:
 *
 * <pre>
 *   lanes   a block                          register at the end
 *   4       8 rows × 4 columns               rows 0…3 or 4…7 of one column
 *   8       8 rows × 8 columns               a column
 *   16      16 rows × 16 columns             a column
 *   16      8 rows × 16 columns              two columns (only where there is room, see copyLoosely)
 * </pre>
 *
 * <p>All with vectors of the preferred width: the Vector API's own methods are shared by all
 * widths, and where the profile has seen two, C2 no longer knows the class of a vector and may
 * allocate it, in other loops, for good (seen: 80 bytes for each of some stores, when this class
 * took 256 bits on a machine of 512).
 */
public final class FloatTranspose {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;

  private static final int L = F.length();

  /** Rows of the smaller block. */
  private static final int GROUP = 8;

  /** Rows of a block: as many as a register of the result has. */
  private static final int ROWS = Math.max(GROUP, L);

  /** Columns of a block. */
  private static final int COLS = L;

  /** Two lanes are not worth it; more than sixteen would need a fifth round. */
  private static final boolean VECTORS = L >= 4 && L <= 16;

  /** Room that a block of few rows needs: what it stores in vain must meet no other row. */
  private static final int ROOM = L > GROUP ? L + GROUP : GROUP;

  private static final IntVector INDEX = IntVector.zero(S).addIndex(1);

  /** Selects the lower halves of two vectors, lane by lane in turn: 0, L, 1, L + 1, … */
  private static final IntVector LOW = INDEX.lanewise(LSHR, 1).add(INDEX.lanewise(AND, 1).mul(L));

  /** Selects the upper halves of two vectors, lane by lane in turn. */
  private static final IntVector HIGH = LOW.add(L / 2);

  private FloatTranspose() {}

  /**
   * to_ji := from_ij.
   *
   * @param from element (i, j) at fromOffset + i·fromStride + j
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many i
   * @param cols how many j
   * @param to element (j, i) at toOffset + j·toStride + i
   * @param toOffset where it begins
   * @param toStride from one j to the next
   */
  public static void copy(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    if (!VECTORS || rows < ROWS || cols < COLS) {
      scalar(from, fromOffset, fromStride, rows, cols, to, toOffset, toStride);
      return;
    }
    for (int i = 0; i < rows; i += ROWS) {
      int row = Math.min(i, rows - ROWS); // the last blocks overlap those before
      for (int j = 0; j < cols; j += COLS) {
        int col = Math.min(j, cols - COLS);
        block(
            from,
            fromOffset + row * fromStride + col,
            fromStride,
            ROWS,
            to,
            toOffset + col * toStride + row,
            toStride);
      }
    }
  }

  /**
   * As {@link #copy}, where nobody minds what stands between the rows of the target: for every j,
   * elements toOffset + j·toStride + rows … toOffset + (j + 1)·toStride − 1 may be overwritten. Few
   * rows then take vectors too.
   *
   * @param from element (i, j) at fromOffset + i·fromStride + j
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many i
   * @param cols how many j
   * @param to element (j, i) at toOffset + j·toStride + i
   * @param toOffset where it begins
   * @param toStride from one j to the next
   */
  public static void copyLoosely(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    if (!VECTORS || rows >= ROWS || rows == 0 || cols < COLS || toStride < ROOM) {
      copy(from, fromOffset, fromStride, rows, cols, to, toOffset, toStride);
      return;
    }
    for (int j = 0; j < cols; j += COLS) {
      int col = Math.min(j, cols - COLS);
      block(from, fromOffset + col, fromStride, rows, to, toOffset + col * toStride, toStride);
    }
  }

  /** Turns a block; where it has fewer rows than registers, the last row stands for those. */
  private static void block(
      float[] from, int source, int fromStride, int rows, float[] to, int target, int toStride) {
    int last = source + (rows - 1) * fromStride;
    if (L > GROUP && rows > GROUP) {
      sixteen(from, source, fromStride, last, to, target, toStride);
    } else if (L > GROUP) {
      // Two columns to a register: stored twice, with the other half between the rows.
      eight(from, source, fromStride, last, to, target, toStride - GROUP, 2 * toStride);
    } else if (L == GROUP) {
      eight(from, source, fromStride, last, to, target, toStride, 2 * toStride);
    } else {
      eight(from, source, fromStride, last, to, target, L, toStride);
    }
  }

  /**
   * Three rounds on eight rows, the last of which begins at {@code last}. Register j, as wide as
   * the rows or half as wide, goes to target + (j mod 2)·step + ⌊j / 2⌋·twoSteps; one with two
   * columns goes to target + j·twoSteps and to step behind that.
   */
  private static void eight(
      float[] from,
      int source,
      int fromStride,
      int last,
      float[] to,
      int target,
      int step,
      int twoSteps) {
    int row = source;
    IntVector v0 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v1 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v2 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v3 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v4 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v5 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v6 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v7 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    IntVector w0 = LOW.selectFrom(v0, v4);
    IntVector w1 = HIGH.selectFrom(v0, v4);
    IntVector w2 = LOW.selectFrom(v1, v5);
    IntVector w3 = HIGH.selectFrom(v1, v5);
    IntVector w4 = LOW.selectFrom(v2, v6);
    IntVector w5 = HIGH.selectFrom(v2, v6);
    IntVector w6 = LOW.selectFrom(v3, v7);
    IntVector w7 = HIGH.selectFrom(v3, v7);
    v0 = LOW.selectFrom(w0, w4);
    v1 = HIGH.selectFrom(w0, w4);
    v2 = LOW.selectFrom(w1, w5);
    v3 = HIGH.selectFrom(w1, w5);
    v4 = LOW.selectFrom(w2, w6);
    v5 = HIGH.selectFrom(w2, w6);
    v6 = LOW.selectFrom(w3, w7);
    v7 = HIGH.selectFrom(w3, w7);
    w0 = LOW.selectFrom(v0, v4);
    w1 = HIGH.selectFrom(v0, v4);
    w2 = LOW.selectFrom(v1, v5);
    w3 = HIGH.selectFrom(v1, v5);
    w4 = LOW.selectFrom(v2, v6);
    w5 = HIGH.selectFrom(v2, v6);
    w6 = LOW.selectFrom(v3, v7);
    w7 = HIGH.selectFrom(v3, v7);
    int at = target;
    if (L > GROUP) {
      w0.reinterpretAsFloats().intoArray(to, at);
      w0.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w1.reinterpretAsFloats().intoArray(to, at);
      w1.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w2.reinterpretAsFloats().intoArray(to, at);
      w2.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w3.reinterpretAsFloats().intoArray(to, at);
      w3.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w4.reinterpretAsFloats().intoArray(to, at);
      w4.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w5.reinterpretAsFloats().intoArray(to, at);
      w5.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w6.reinterpretAsFloats().intoArray(to, at);
      w6.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w7.reinterpretAsFloats().intoArray(to, at);
      w7.reinterpretAsFloats().intoArray(to, at + step);
    } else {
      w0.reinterpretAsFloats().intoArray(to, at);
      w1.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w2.reinterpretAsFloats().intoArray(to, at);
      w3.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w4.reinterpretAsFloats().intoArray(to, at);
      w5.reinterpretAsFloats().intoArray(to, at + step);
      at += twoSteps;
      w6.reinterpretAsFloats().intoArray(to, at);
      w7.reinterpretAsFloats().intoArray(to, at + step);
    }
  }

  /** Four rounds on sixteen rows, the last of which begins at {@code last}. */
  private static void sixteen(
      float[] from, int source, int fromStride, int last, float[] to, int target, int toStride) {
    int row = source;
    IntVector v0 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v1 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v2 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v3 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v4 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v5 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v6 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v7 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v8 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v9 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v10 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v11 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v12 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v13 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v14 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row = Math.min(row + fromStride, last);
    IntVector v15 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    IntVector w0 = LOW.selectFrom(v0, v8);
    IntVector w1 = HIGH.selectFrom(v0, v8);
    IntVector w2 = LOW.selectFrom(v1, v9);
    IntVector w3 = HIGH.selectFrom(v1, v9);
    IntVector w4 = LOW.selectFrom(v2, v10);
    IntVector w5 = HIGH.selectFrom(v2, v10);
    IntVector w6 = LOW.selectFrom(v3, v11);
    IntVector w7 = HIGH.selectFrom(v3, v11);
    IntVector w8 = LOW.selectFrom(v4, v12);
    IntVector w9 = HIGH.selectFrom(v4, v12);
    IntVector w10 = LOW.selectFrom(v5, v13);
    IntVector w11 = HIGH.selectFrom(v5, v13);
    IntVector w12 = LOW.selectFrom(v6, v14);
    IntVector w13 = HIGH.selectFrom(v6, v14);
    IntVector w14 = LOW.selectFrom(v7, v15);
    IntVector w15 = HIGH.selectFrom(v7, v15);
    v0 = LOW.selectFrom(w0, w8);
    v1 = HIGH.selectFrom(w0, w8);
    v2 = LOW.selectFrom(w1, w9);
    v3 = HIGH.selectFrom(w1, w9);
    v4 = LOW.selectFrom(w2, w10);
    v5 = HIGH.selectFrom(w2, w10);
    v6 = LOW.selectFrom(w3, w11);
    v7 = HIGH.selectFrom(w3, w11);
    v8 = LOW.selectFrom(w4, w12);
    v9 = HIGH.selectFrom(w4, w12);
    v10 = LOW.selectFrom(w5, w13);
    v11 = HIGH.selectFrom(w5, w13);
    v12 = LOW.selectFrom(w6, w14);
    v13 = HIGH.selectFrom(w6, w14);
    v14 = LOW.selectFrom(w7, w15);
    v15 = HIGH.selectFrom(w7, w15);
    w0 = LOW.selectFrom(v0, v8);
    w1 = HIGH.selectFrom(v0, v8);
    w2 = LOW.selectFrom(v1, v9);
    w3 = HIGH.selectFrom(v1, v9);
    w4 = LOW.selectFrom(v2, v10);
    w5 = HIGH.selectFrom(v2, v10);
    w6 = LOW.selectFrom(v3, v11);
    w7 = HIGH.selectFrom(v3, v11);
    w8 = LOW.selectFrom(v4, v12);
    w9 = HIGH.selectFrom(v4, v12);
    w10 = LOW.selectFrom(v5, v13);
    w11 = HIGH.selectFrom(v5, v13);
    w12 = LOW.selectFrom(v6, v14);
    w13 = HIGH.selectFrom(v6, v14);
    w14 = LOW.selectFrom(v7, v15);
    w15 = HIGH.selectFrom(v7, v15);
    v0 = LOW.selectFrom(w0, w8);
    v1 = HIGH.selectFrom(w0, w8);
    v2 = LOW.selectFrom(w1, w9);
    v3 = HIGH.selectFrom(w1, w9);
    v4 = LOW.selectFrom(w2, w10);
    v5 = HIGH.selectFrom(w2, w10);
    v6 = LOW.selectFrom(w3, w11);
    v7 = HIGH.selectFrom(w3, w11);
    v8 = LOW.selectFrom(w4, w12);
    v9 = HIGH.selectFrom(w4, w12);
    v10 = LOW.selectFrom(w5, w13);
    v11 = HIGH.selectFrom(w5, w13);
    v12 = LOW.selectFrom(w6, w14);
    v13 = HIGH.selectFrom(w6, w14);
    v14 = LOW.selectFrom(w7, w15);
    v15 = HIGH.selectFrom(w7, w15);
    int at = target;
    v0.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v1.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v2.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v3.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v4.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v5.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v6.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v7.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v8.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v9.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v10.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v11.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v12.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v13.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v14.reinterpretAsFloats().intoArray(to, at);
    at += toStride;
    v15.reinterpretAsFloats().intoArray(to, at);
  }

  private static void scalar(
      float[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int cols,
      float[] to,
      int toOffset,
      int toStride) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      fourRows(from, fromOffset + i * fromStride, fromStride, cols, to, toOffset + i, toStride);
    }
    for (; i < rows; i++) {
      int source = fromOffset + i * fromStride;
      int target = toOffset + i;
      for (int j = 0; j < cols; j++) {
        to[target] = from[source + j];
        target += toStride;
      }
    }
  }

  // Targets are stepped, not multiplied: C2 keeps bounds checks for a stride it does not know (it
  // merges the four of a step), and a multiplication as well.
  private static void fourRows(
      float[] from, int row, int fromStride, int cols, float[] to, int toOffset, int toStride) {
    int row1 = row + fromStride;
    int row2 = row1 + fromStride;
    int row3 = row2 + fromStride;
    int target = toOffset;
    for (int j = 0; j < cols; j++) {
      to[target] = from[row + j];
      to[target + 1] = from[row1 + j];
      to[target + 2] = from[row2 + j];
      to[target + 3] = from[row3 + j];
      target += toStride;
    }
  }
}
