// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.Evaluation;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.examples.cats.pictures.Pictures;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final Pictures THREE =
      new Pictures(
          1, 1, new byte[9], new int[] {0, 1, 0}, Pictures.CAT_CLASSES, List.of("a", "b", "c"));

  private static Score score(double... probabilities) {
    Matrix row = Matrix.of(ElementType.FLOAT64, new double[][] {probabilities});
    return new Score("train", THREE, new Evaluation(row, List.of(1)));
  }

  @Test
  void anAnswerThatIsTheSameForAllPicturesIsNoticed() {
    assertTrue(score(0.516, 0.516, 0.516).isConstant());
    assertTrue(score(0.516, 0.516 + 1e-9, 0.516).isConstant());
    assertFalse(score(0.516, 0.517, 0.516).isConstant());
  }

  @Test
  void oneAnswerForAllIsNoticedWhateverTheProbabilities() {
    assertTrue(score(0.1, 0.2, 0.5).saysOneThing());
    assertFalse(score(0.1, 0.2, 0.6).saysOneThing());
  }
}
