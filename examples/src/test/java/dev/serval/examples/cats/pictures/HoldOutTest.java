// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldOutTest {

  /** Ten of label 1 and five of label 0, mixed. */
  private static final int[] LABELS = {1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0};

  @Test
  void eachClassIsDrawnAsNumpyPermutes() {
    // RandomState(1).permutation(10) begins 2, 9 and permutation(5) begins 2.
    HoldOut parts = new HoldOut(LABELS, 0.2, 1);
    assertArrayEquals(new int[] {3, 8, 13}, parts.test());
    assertArrayEquals(new int[] {0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14}, parts.train());
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    assertArrayEquals(new HoldOut(LABELS, 0.4, 7).test(), new HoldOut(LABELS, 0.4, 7).test());
    assertFalse(
        Arrays.equals(new HoldOut(LABELS, 0.4, 7).test(), new HoldOut(LABELS, 0.4, 8).test()));
  }

  @Test
  void everyShareLeavesEachClassInBothParts() {
    for (double share : new double[] {0.001, 0.1, 0.5, 0.9, 0.999}) {
      HoldOut parts = new HoldOut(LABELS, share, 1);
      for (int label = 0; label <= 1; label++) {
        int wanted = label;
        int n = (int) IntStream.of(LABELS).filter(l -> l == wanted).count();
        int tested = (int) IntStream.of(parts.test()).filter(i -> LABELS[i] == wanted).count();
        assertEquals(
            Math.clamp((long) Math.rint(share * n), 1, n - 1), tested, share + " of " + label);
      }
      assertEquals(LABELS.length, parts.test().length + parts.train().length);
    }
  }

  @Test
  void aClassOfOnePictureCannotBeParted() {
    assertThrows(InputException.class, () -> new HoldOut(new int[] {0, 1, 1}, 0.2, 1));
  }
}
