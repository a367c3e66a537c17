// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies one row of B into the panels it belongs to. */
public final class FloatCopy {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Columns of a panel: two vectors, the width of all tiles. */
  public static final int PANEL = 2 * L;

  private FloatCopy() {}

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
      float[] from, int fromOffset, int panels, float[] to, int toOffset, int step) {
    int source = fromOffset;
    int target = toOffset;
    for (int j = 0; j < panels; j++) {
      FloatVector.fromArray(S, from, source).intoArray(to, target);
      FloatVector.fromArray(S, from, source + L).intoArray(to, target + L);
      source += PANEL;
      target += step;
    }
  }
}
