// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Dataset#select}; what makes a dataset is in {@link BadInputTest}. */
class DatasetTest {

  private static final int EXAMPLES = 5;

  /** Element (i, j) of X is 10·i + j, and the label of example j is j mod 2. */
  private static Dataset data(ElementType type) {
    Matrix x = Matrix.zeros(type, 3, EXAMPLES);
    Matrix y = Matrix.zeros(type, 1, EXAMPLES);
    for (int j = 0; j < EXAMPLES; j++) {
      y.set(0, j, j % 2);
      for (int i = 0; i < 3; i++) {
        x.set(i, j, 10 * i + j);
      }
    }
    return Dataset.of(x, y);
  }

  private static double[] row(int[] examples, IntFunction<Integer> element) {
    return Arrays.stream(examples).mapToObj(element).mapToDouble(v -> v).toArray();
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void theNamedExamplesAreCopiedInTheirOrderWithTheirLabels(ElementType type) {
    Dataset data = data(type);
    for (int[] examples : new int[][] {{3}, {4, 0, 2}, {1, 1, 0, 1, 4, 3}}) {
      Dataset selected = data.select(examples);
      assertEquals(examples.length, selected.examples());
      assertEquals(type, selected.type());
      assertArrayEquals(
          new double[][] {
            row(examples, j -> j), row(examples, j -> 10 + j), row(examples, j -> 20 + j)
          },
          selected.x().toArray());
      assertArrayEquals(new double[][] {row(examples, j -> j % 2)}, selected.y().toArray());
      selected.x().set(0, 0, 99);
      selected.y().set(0, 0, 1);
    }
    assertArrayEquals(data(type).x().toArray(), data.x().toArray());
    assertArrayEquals(data(type).y().toArray(), data.y().toArray());
  }

  @Test
  void aPermutationShuffles() {
    int[] order = new NumpyRandom(3).permutation(EXAMPLES);
    Dataset shuffled = data(ElementType.FLOAT64).select(order);
    int[] back = new int[EXAMPLES];
    IntStream.range(0, EXAMPLES).forEach(k -> back[order[k]] = k);
    assertArrayEquals(data(ElementType.FLOAT64).x().toArray(), shuffled.select(back).x().toArray());
  }

  @Test
  void examplesThatAreNotThereAreRefused() {
    Dataset data = data(ElementType.FLOAT64);
    assertEquals(
        "select: no example is named; name at least one",
        assertThrows(IllegalArgumentException.class, data::select).getMessage());
    for (int example : new int[] {-1, EXAMPLES}) {
      assertEquals(
          "select: example " + example + " of 5; they are counted from 0",
          assertThrows(IndexOutOfBoundsException.class, () -> data.select(0, example))
              .getMessage());
    }
  }
}
