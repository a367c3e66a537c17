// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;
import java.util.List;

/**
 * The outcome of {@link StepByStep#lModelForward}.
 *
 * @param aL A[L], n_L × m
 * @param caches L caches; index l−1 is layer l's
 */
public record ModelForwardResult(Matrix aL, List<LayerCache> caches) {

  /** Copies the list. */
  public ModelForwardResult {
    caches = List.copyOf(caches);
  }
}
