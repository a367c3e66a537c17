// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MatrixTest {

  private static Matrix counting(int rows, int cols) {
    Matrix matrix = Matrix.zeros(ElementType.FLOAT64, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        matrix.set(i, j, 10 * i + j);
      }
    }
    return matrix;
  }

  @Test
  void viewsShareTheirElements() {
    Matrix matrix = counting(3, 4);
    matrix.transposed().block(1, 0, 2, 3).set(0, 2, -1);
    assertEquals(-1, matrix.get(2, 1));
    assertArrayEquals(
        new double[][] {{1, 11, -1}, {2, 12, 22}}, matrix.transposed().block(1, 0, 2, 3).toArray());
  }

  @Test
  void aBlockOfABlockCountsFromTheBlock() {
    Matrix inner = counting(6, 7).block(1, 2, 4, 4).block(2, 1, 2, 2);
    assertArrayEquals(new double[][] {{33, 34}, {43, 44}}, inner.toArray());
  }

  @Test
  void elementsAreRoundedOnceToTheType() {
    Matrix narrow = Matrix.of(ElementType.FLOAT32, new double[][] {{0.1}});
    assertEquals(0.1f, narrow.get(0, 0));
    assertEquals(0.1f, narrow.copyAs(ElementType.FLOAT64).get(0, 0));
  }

  @Test
  void indicesAreChecked() {
    Matrix matrix = counting(2, 3);
    assertEquals(
        "(0, 3) in a 2×3 matrix",
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, 3)).getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.set(-1, 0, 1));
    assertEquals(
        "block: rows 1..3 and columns 0..1 are not inside a 2×3 matrix",
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.block(1, 0, 2, 1)).getMessage());
  }

  @Test
  void aViewMustFitItsArray() {
    DoubleMatrix.of(new double[11], 0, 3, 3, 4, 1);
    assertEquals(
        "matrix: a 3×3 view with offset 0 and strides (4, 1) ends at element 10, but the array has"
            + " 10",
        assertThrows(
                IllegalArgumentException.class,
                () -> DoubleMatrix.of(new double[10], 0, 3, 3, 4, 1))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> FloatMatrix.of(new float[8], 0, 50_000, 50_000, 50_000, 1)); // index beyond 2³¹
    assertThrows(
        IllegalArgumentException.class, () -> Matrix.zeros(ElementType.FLOAT32, 50_000, 50_000));
  }

  @Test
  void emptyViewsAreFine() {
    Matrix empty = counting(2, 3).block(2, 3, 0, 0);
    assertEquals("0×0", empty.shape());
    assertFalse(empty.overlaps(empty));
  }

  @Test
  void overlapIsSeenAndNeighboursAreNot() {
    Matrix matrix = counting(6, 8);
    assertTrue(matrix.block(0, 0, 3, 3).overlaps(matrix.block(2, 2, 3, 3)));
    assertTrue(matrix.overlaps(matrix.transposed()));
    assertFalse(matrix.columns(0, 4).overlaps(matrix.columns(4, 8)));
    assertFalse(matrix.block(0, 0, 3, 8).overlaps(matrix.block(3, 0, 3, 8)));
    assertFalse(matrix.overlaps(counting(6, 8)));
  }
}
