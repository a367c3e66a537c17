// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import dev.serval.core.random.NumpyRandom;
import java.util.stream.IntStream;

/**
 * Puts a share of the pictures aside to test on, the same share of each class, drawn by a seed.
 * With the pictures of one class in order, those at {@code
 * numpy.random.RandomState(seed).permutation(n)[:round(share * n)]} are tested on; at least one of
 * each class is, and at least one is not. Both parts keep the order of the whole.
 */
public final class HoldOut {

  private final boolean[] tested;

  /**
   * Draws.
   *
   * @param labels 0 or 1 for every picture, in order
   * @param share of each class to test on, above 0 and below 1
   * @param seed 0 to 2³²−1
   * @throws InputException if a class has fewer than two pictures
   */
  public HoldOut(int[] labels, double share, long seed) {
    tested = new boolean[labels.length];
    for (int label = 0; label <= 1; label++) {
      int wanted = label;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      if (members.length < 2) {
        throw new InputException(
            "a class of %d picture cannot be parted into training and test; give it at least 2"
                .formatted(members.length));
      }
      int test = (int) Math.max(1, Math.min(members.length - 1, Math.rint(share * members.length)));
      int[] drawn = new NumpyRandom(seed).permutation(members.length);
      for (int k = 0; k < test; k++) {
        tested[members[drawn[k]]] = true;
      }
    }
  }

  /** Returns the indices of the pictures to train on, ascending. */
  public int[] train() {
    return indices(false);
  }

  /** Returns the indices of the pictures to test on, ascending. */
  public int[] test() {
    return indices(true);
  }

  private int[] indices(boolean test) {
    return IntStream.range(0, tested.length).filter(i -> tested[i] == test).toArray();
  }
}
