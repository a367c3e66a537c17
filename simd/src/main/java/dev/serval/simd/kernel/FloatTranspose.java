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
 * <p>Eight registers hold eight rows. Each round interleaves the lanes of registers i and i + 4;
 * seen as one number, the bits of (register, lane) rotate to the left by one, so that after three
 * rounds the three bits of the row are the lowest of the lane:
 *
 * <pre>
 *   lanes   a block                          register after three rounds
 *   4       8 rows × 4 columns               rows 0…3 or 4…7 of one column
 *   8       8 rows × 8 columns               a column
 *   16      8 rows × 16 columns, twice       two columns; a fourth round puts the two eights of
 *                                            rows together
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

  /** Rows that are turned at once. */
  private static final int GROUP = 8;

  /** Rows of a block: as many as a register of the result has. */
  private static final int ROWS = Math.max(GROUP, L);

  /** Columns of a block. */
  private static final int COLS = L;

  /** Two lanes are not worth it; more than sixteen would need a fifth round. */
  private static final boolean VECTORS = L >= 4 && L <= 16;

  private static final IntVector INDEX = IntVector.zero(S).addIndex(1);

  /** Selects the lower halves of two vectors, lane by lane in turn: 0, L, 1, L + 1, … */
  private static final IntVector LOW = INDEX.lanewise(LSHR, 1).add(INDEX.lanewise(AND, 1).mul(L));

  /** Selects the upper halves of two vectors, lane by lane in turn. */
  private static final IntVector HIGH = LOW.add(L / 2);

  /** Selects the lower half of one vector, then the lower half of the other. */
  private static final IntVector LOWER = INDEX.add(INDEX.lanewise(AND, L / 2));

  /** Selects the upper half of one vector, then the upper half of the other. */
  private static final IntVector UPPER = LOWER.add(L / 2);

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
            to,
            toOffset + col * toStride + row,
            toStride);
      }
    }
  }

  private static void block(
      float[] from, int source, int fromStride, float[] to, int target, int toStride) {
    if (L > GROUP) {
      int pair = 2 * toStride;
      eight(from, source, fromStride, to, target, pair, 2 * pair);
      eight(from, source + GROUP * fromStride, fromStride, to, target + toStride, pair, 2 * pair);
      join(to, target, toStride);
    } else if (L == GROUP) {
      eight(from, source, fromStride, to, target, toStride, 2 * toStride);
    } else {
      eight(from, source, fromStride, to, target, L, toStride);
    }
  }

  /**
   * Three rounds on eight rows; register j then goes to target + (j mod 2)·step + ⌊j / 2⌋·twoSteps.
   */
  private static void eight(
      float[] from, int source, int fromStride, float[] to, int target, int step, int twoSteps) {
    int row = source;
    IntVector v0 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v1 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v2 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v3 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v4 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v5 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
    IntVector v6 = FloatVector.fromArray(F, from, row).reinterpretAsInts();
    row += fromStride;
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
    int at = target;
    LOW.selectFrom(v0, v4).reinterpretAsFloats().intoArray(to, at);
    HIGH.selectFrom(v0, v4).reinterpretAsFloats().intoArray(to, at + step);
    at += twoSteps;
    LOW.selectFrom(v1, v5).reinterpretAsFloats().intoArray(to, at);
    HIGH.selectFrom(v1, v5).reinterpretAsFloats().intoArray(to, at + step);
    at += twoSteps;
    LOW.selectFrom(v2, v6).reinterpretAsFloats().intoArray(to, at);
    HIGH.selectFrom(v2, v6).reinterpretAsFloats().intoArray(to, at + step);
    at += twoSteps;
    LOW.selectFrom(v3, v7).reinterpretAsFloats().intoArray(to, at);
    HIGH.selectFrom(v3, v7).reinterpretAsFloats().intoArray(to, at + step);
  }

  /** From two columns of one half of the rows, twice, to one column of all rows, twice. */
  private static void join(float[] to, int target, int toStride) {
    int at = target;
    for (int j = 0; j < COLS; j += 2) {
      IntVector a = FloatVector.fromArray(F, to, at).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(F, to, at + toStride).reinterpretAsInts();
      LOWER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, at);
      UPPER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, at + toStride);
      at += 2 * toStride;
    }
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
