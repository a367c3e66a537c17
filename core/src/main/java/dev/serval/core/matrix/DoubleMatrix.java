// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

/** A {@link Matrix} over a {@code double[]}. */
public final class DoubleMatrix extends Matrix {

  private final double[] array;

  private DoubleMatrix(
      double[] array, int offset, int rows, int cols, int rowStride, int colStride) {
    super(array.length, offset, rows, cols, rowStride, colStride);
    this.array = array;
  }

  /**
   * Views an array, not copied, as a row-major matrix.
   *
   * @param array the elements, at least rows·cols of them
   * @param rows number of rows
   * @param cols number of columns
   * @throws IllegalArgumentException if the array is too short
   */
  public static DoubleMatrix of(double[] array, int rows, int cols) {
    return of(array, 0, rows, cols, cols, 1);
  }

  /**
   * Views an array, not copied, with any offset and strides, all in elements.
   *
   * @param array the storage
   * @param offset index of element (0, 0)
   * @param rows number of rows
   * @param cols number of columns
   * @param rowStride distance from one row to the next
   * @param colStride distance from one column to the next
   * @throws IllegalArgumentException if an element would lie outside the array
   */
  public static DoubleMatrix of(
      double[] array, int offset, int rows, int cols, int rowStride, int colStride) {
    return new DoubleMatrix(array, offset, rows, cols, rowStride, colStride);
  }

  /** Returns the storage itself, not a copy; see {@link #index}. */
  public double[] array() {
    return array;
  }

  @Override
  public ElementType type() {
    return ElementType.FLOAT64;
  }

  @Override
  Object storage() {
    return array;
  }

  @Override
  double load(int index) {
    return array[index];
  }

  @Override
  void store(int index, double value) {
    array[index] = value;
  }

  @Override
  Matrix view(int offset, int rows, int cols, int rowStride, int colStride) {
    return new DoubleMatrix(array, offset, rows, cols, rowStride, colStride);
  }
}
