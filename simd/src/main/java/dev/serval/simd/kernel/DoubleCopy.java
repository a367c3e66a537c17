// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatCopy.java by DoubleFromFloat: change that file, not this one.

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies rows of A into strips and rows of B into panels. */
public final class DoubleCopy {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Columns of a panel: two vectors, the width of all tiles. */
  public static final int PANEL = 2 * L;

  /** Elements up to which calling System.arraycopy takes longer than copying. */
  private static final int SHORT = 8 * L;

  private DoubleCopy() {}

  /**
   * Copies rows, each cut into {@code panels} runs of {@link #PANEL} elements that lie back to
   * back, to places {@code step} apart. A call of {@code System.arraycopy} for each took five times
   * as long.
   *
   * @param from the first row
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many
   * @param panels how many runs of each
   * @param to the panels, in which rows are {@link #PANEL} apart
   * @param toOffset where the first row of the first begins
   * @param step from one panel to the next
   */
  public static void rows(
      double[] from,
      int fromOffset,
      int fromStride,
      int rows,
      int panels,
      double[] to,
      int toOffset,
      int step) {
    for (int p = 0; p < rows; p++) {
      int source = fromOffset + p * fromStride;
      int target = toOffset + p * PANEL;
      for (int j = 0; j < panels; j++) {
        DoubleVector.fromArray(S, from, source).intoArray(to, target);
        DoubleVector.fromArray(S, from, source + L).intoArray(to, target + L);
        source += PANEL;
        target += step;
      }
    }
  }

  /**
   * Copies rows to strips, {@link DoubleKernel#STRIP} apart. What follows a row is copied with it,
   * up to a whole vector, where that lies inside the array; nobody looks at it.
   *
   * @param from the first row
   * @param fromOffset where it begins
   * @param fromStride from one row to the next
   * @param rows how many
   * @param k how many elements of each, 1 … 256
   * @param to the strips
   * @param toOffset where the first begins
   */
  public static void strips(
      double[] from, int fromOffset, int fromStride, int rows, int k, double[] to, int toOffset) {
    int width = Math.ceilDiv(k, L) * L;
    int last = Math.floorDiv(from.length - fromOffset - width, Math.max(1, fromStride));
    int vectors = k > SHORT ? 0 : Math.clamp(last + 1, 0, rows);
    for (int i = 0; i < vectors; i++) {
      int source = fromOffset + i * fromStride;
      int target = toOffset + i * DoubleKernel.STRIP;
      for (int p = 0; p < width; p += L) {
        DoubleVector.fromArray(S, from, source + p).intoArray(to, target + p);
      }
    }
    for (int i = vectors; i < rows; i++) {
      int target = toOffset + i * DoubleKernel.STRIP;
      System.arraycopy(from, fromOffset + i * fromStride, to, target, k);
    }
  }
}
