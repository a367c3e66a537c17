// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatTurn.java by DoubleFromFloat: change that file, not this one.

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns blocks of rows into columns by perfect shuffles in registers. As ints, because the
 * selection of lanes from two vectors then takes its indices as they are (DESCRIBED).
 *
 * <p>Registers hold one row each. Each round interleaves the lanes of registers i and i + R/2, R
 * being their number; seen as one number, the bits of (register, lane) rotate to the left by one,
 * so that after log₂ R rounds the bits of the row are the lowest of the lane:
 *
 * <pre>
 *   lanes            a block                 register at the end
 *   4                8 rows × 4 columns      rows 0…3 or 4…7 of one column
 *   8                8 rows × 8 columns      a column
 *   16               16 rows × 16 columns    a column
 *   16, few rows     8 rows × 16 columns     two columns
 * </pre>
 *
 * <p>All with vectors of the preferred width: the Vector API's own methods are shared by all
 * widths, and where the profile has seen two, C2 no longer knows the class of a vector and may
 * allocate it, in other loops, for good (seen: 80 bytes for each of some stores, when this class
 * took 256 bits on a machine of 512).
 */
final class DoubleTurn {

  private static final VectorSpecies<Double> F = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> S = LongVector.SPECIES_PREFERRED;

  private static final int L = F.length();

  /** Rows that {@link #eight} turns. */
  static final int ROWS = 8;

  private static final LongVector INDEX = LongVector.zero(S).addIndex(1);

  /** Selects the lower halves of two vectors, lane by lane in turn: 0, L, 1, L + 1, … */
  private static final LongVector LOW = INDEX.lanewise(LSHR, 1).add(INDEX.lanewise(AND, 1).mul(L));

  /** Selects the upper halves of two vectors, lane by lane in turn. */
  private static final LongVector HIGH = LOW.add(L / 2);

  private DoubleTurn() {}

  /**
   * Three rounds on eight rows, the last of which begins at {@code last}. Register j, as wide as
   * the rows or half as wide, goes to target + (j mod 2)·step + ⌊j / 2⌋·twoSteps; one with two
   * columns goes to target + j·twoSteps and to step behind that.
   */
  static void eight(
      double[] from,
      int source,
      int fromStride,
      int last,
      double[] to,
      int target,
      int step,
      int twoSteps) {
    int row = source;
    LongVector v0 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v1 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v2 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v3 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v4 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v5 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v6 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v7 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    LongVector w0 = LOW.selectFrom(v0, v4);
    LongVector w1 = HIGH.selectFrom(v0, v4);
    LongVector w2 = LOW.selectFrom(v1, v5);
    LongVector w3 = HIGH.selectFrom(v1, v5);
    LongVector w4 = LOW.selectFrom(v2, v6);
    LongVector w5 = HIGH.selectFrom(v2, v6);
    LongVector w6 = LOW.selectFrom(v3, v7);
    LongVector w7 = HIGH.selectFrom(v3, v7);
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
    if (L > ROWS) {
      w0.reinterpretAsDoubles().intoArray(to, at);
      w0.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w1.reinterpretAsDoubles().intoArray(to, at);
      w1.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w2.reinterpretAsDoubles().intoArray(to, at);
      w2.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w3.reinterpretAsDoubles().intoArray(to, at);
      w3.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w4.reinterpretAsDoubles().intoArray(to, at);
      w4.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w5.reinterpretAsDoubles().intoArray(to, at);
      w5.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w6.reinterpretAsDoubles().intoArray(to, at);
      w6.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w7.reinterpretAsDoubles().intoArray(to, at);
      w7.reinterpretAsDoubles().intoArray(to, at + step);
    } else {
      w0.reinterpretAsDoubles().intoArray(to, at);
      w1.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w2.reinterpretAsDoubles().intoArray(to, at);
      w3.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w4.reinterpretAsDoubles().intoArray(to, at);
      w5.reinterpretAsDoubles().intoArray(to, at + step);
      at += twoSteps;
      w6.reinterpretAsDoubles().intoArray(to, at);
      w7.reinterpretAsDoubles().intoArray(to, at + step);
    }
  }

  /** Four rounds on sixteen rows, the last of which begins at {@code last}. */
  static void sixteen(
      double[] from, int source, int fromStride, int last, double[] to, int target, int toStride) {
    int row = source;
    LongVector v0 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v1 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v2 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v3 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v4 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v5 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v6 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v7 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v8 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v9 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v10 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v11 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v12 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v13 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v14 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    row = Math.min(row + fromStride, last);
    LongVector v15 = DoubleVector.fromArray(F, from, row).reinterpretAsLongs();
    LongVector w0 = LOW.selectFrom(v0, v8);
    LongVector w1 = HIGH.selectFrom(v0, v8);
    LongVector w2 = LOW.selectFrom(v1, v9);
    LongVector w3 = HIGH.selectFrom(v1, v9);
    LongVector w4 = LOW.selectFrom(v2, v10);
    LongVector w5 = HIGH.selectFrom(v2, v10);
    LongVector w6 = LOW.selectFrom(v3, v11);
    LongVector w7 = HIGH.selectFrom(v3, v11);
    LongVector w8 = LOW.selectFrom(v4, v12);
    LongVector w9 = HIGH.selectFrom(v4, v12);
    LongVector w10 = LOW.selectFrom(v5, v13);
    LongVector w11 = HIGH.selectFrom(v5, v13);
    LongVector w12 = LOW.selectFrom(v6, v14);
    LongVector w13 = HIGH.selectFrom(v6, v14);
    LongVector w14 = LOW.selectFrom(v7, v15);
    LongVector w15 = HIGH.selectFrom(v7, v15);
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
    v0.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v1.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v2.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v3.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v4.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v5.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v6.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v7.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v8.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v9.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v10.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v11.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v12.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v13.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v14.reinterpretAsDoubles().intoArray(to, at);
    at += toStride;
    v15.reinterpretAsDoubles().intoArray(to, at);
  }
}
