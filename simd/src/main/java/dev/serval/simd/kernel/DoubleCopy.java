// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatCopy.java by DoubleFromFloat: change that file, not this one.

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies one row of B into the panels it belongs to. */
public final class DoubleCopy {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Columns of a panel: two vectors, the width of all tiles. */
  public static final int PANEL = 2 * L;

  private DoubleCopy() {}

  /**
   * Copies {@code panels} runs of {@link #PANEL} elements that lie back to back to places {@code
   * step} apart. A call of {@code System.arraycopy} for each took five times as long.
   *
   * @param from the row
   * @param fromOffset where it begins
   * @param panels how many runs
   * @param to the panels
   * @param toOffset where the row of the first begins
   * @param step from one panel to the next
   */
  public static void row(
      double[] from, int fromOffset, int panels, double[] to, int toOffset, int step) {
    int source = fromOffset;
    int target = toOffset;
    for (int j = 0; j < panels; j++) {
      DoubleVector.fromArray(S, from, source).intoArray(to, target);
      DoubleVector.fromArray(S, from, source + L).intoArray(to, target + L);
      source += PANEL;
      target += step;
    }
  }
}
