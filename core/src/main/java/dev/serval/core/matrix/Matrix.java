// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

/**
 * A strided view of a rows×cols matrix over a {@code float[]} or {@code double[]}: element (i, j)
 * is {@code array[offset + i·rowStride + j·colStride]}. Views share their array; transposing or
 * taking a block copies nothing. Offsets and strides are in elements. Strides are not negative.
 *
 * <p>Views are not synchronised: concurrent readers are fine, a writer needs the caller's care.
 */
public abstract sealed class Matrix implements Operand permits FloatMatrix, DoubleMatrix {

  private final int rows;
  private final int cols;
  private final int rowStride;
  private final int colStride;
  private final int offset;

  Matrix(int arrayLength, int offset, int rows, int cols, int rowStride, int colStride) {
    if (rows < 0 || cols < 0 || rowStride < 0 || colStride < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "matrix: rows %d, cols %d, strides (%d, %d) and offset %d must not be negative"
              .formatted(rows, cols, rowStride, colStride, offset));
    }
    if (rows > 0 && cols > 0) {
      long last = offset + (rows - 1L) * rowStride + (cols - 1L) * colStride;
      if (last >= arrayLength) {
        throw new IllegalArgumentException(
            "matrix: a %d×%d view with offset %d and strides (%d, %d) ends at element %d, but the array has %d"
                .formatted(rows, cols, offset, rowStride, colStride, last, arrayLength));
      }
    }
    this.rows = rows;
    this.cols = cols;
    this.rowStride = rowStride;
    this.colStride = colStride;
    this.offset = offset;
  }

  /**
   * Makes a new row-major matrix of zeros.
   *
   * @param type the format of the elements
   * @param rows number of rows, ≥ 0
   * @param cols number of columns, ≥ 0
   * @throws IllegalArgumentException if a size is negative or rows·cols exceeds one Java array
   */
  public static Matrix zeros(ElementType type, int rows, int cols) {
    int length = length(rows, cols);
    return switch (type) {
      case FLOAT32 -> FloatMatrix.of(new float[length], rows, cols);
      case FLOAT64 -> DoubleMatrix.of(new double[length], rows, cols);
    };
  }

  /**
   * Makes a new row-major matrix from rows of numbers, each rounded once to {@code type}.
   *
   * @param type the format of the elements
   * @param values the rows, all of one length
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Matrix of(ElementType type, double[][] values) {
    int cols = values.length == 0 ? 0 : values[0].length;
    Matrix result = zeros(type, values.length, cols);
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != cols) {
        throw new IllegalArgumentException(
            "matrix: row 0 has %d elements and row %d has %d; all rows must have the same length"
                .formatted(cols, i, values[i].length));
      }
      for (int j = 0; j < cols; j++) {
        result.set(i, j, values[i][j]);
      }
    }
    return result;
  }

  static int length(int rows, int cols) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException(
          "matrix: rows %d and cols %d must not be negative".formatted(rows, cols));
    }
    long length = (long) rows * cols;
    // The longest array HotSpot allocates is a few elements short of 2^31.
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "matrix: %d×%d has %d elements; one matrix holds at most %d"
              .formatted(rows, cols, length, Integer.MAX_VALUE - 8));
    }
    return (int) length;
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final int cols() {
    return cols;
  }

  /** Returns the distance in elements from one row to the next. */
  public final int rowStride() {
    return rowStride;
  }

  /** Returns the distance in elements from one column to the next. */
  public final int colStride() {
    return colStride;
  }

  /** Returns the index of element (0, 0) in the array. */
  public final int offset() {
    return offset;
  }

  /** Returns the index of element (i, j) in the array, unchecked. */
  public final int index(int i, int j) {
    return offset + i * rowStride + j * colStride;
  }

  /** Returns whether the elements lie back to back in row-major order. */
  public final boolean isContiguous() {
    return (colStride == 1 || cols <= 1) && (rowStride == cols || rows <= 1);
  }

  /** Returns whether two views have the same array, offset, strides and shape. */
  @SuppressWarnings("ReferenceEquality") // the same array is meant, not an equal one
  public final boolean isSameView(Matrix other) {
    return storage() == other.storage()
        && offset == other.offset
        && rows == other.rows
        && cols == other.cols
        && rowStride == other.rowStride
        && colStride == other.colStride;
  }

  private boolean isEmpty() {
    return rows == 0 || cols == 0;
  }

  /** Returns element (i, j), widened to double if need be (exact). */
  public final double get(int i, int j) {
    return load(checkedIndex(i, j));
  }

  /** Sets element (i, j), rounded once to this matrix's type. */
  public final void set(int i, int j, double value) {
    store(checkedIndex(i, j), value);
  }

  /** Returns this view with rows and columns exchanged; nothing is copied. */
  public final Matrix transposed() {
    return view(offset, cols, rows, colStride, rowStride);
  }

  /**
   * Returns the view of a block; nothing is copied.
   *
   * @param row first row
   * @param col first column
   * @param rows number of rows
   * @param cols number of columns
   * @throws IndexOutOfBoundsException if the block is not inside this matrix
   */
  public final Matrix block(int row, int col, int rows, int cols) {
    if (row < 0
        || col < 0
        || rows < 0
        || cols < 0
        || row > this.rows - rows
        || col > this.cols - cols) {
      throw new IndexOutOfBoundsException(
          "block: rows %d..%d and columns %d..%d are not inside a %s matrix"
              .formatted(row, (long) row + rows, col, (long) col + cols, shape()));
    }
    boolean empty = rows == 0 || cols == 0;
    return view(empty ? offset : index(row, col), rows, cols, rowStride, colStride);
  }

  /** Returns columns {@code from} (inclusive) to {@code to} (exclusive) as a view. */
  public final Matrix columns(int from, int to) {
    return block(0, from, rows, to - from);
  }

  /** Returns a new contiguous row-major matrix with the same elements. */
  public final Matrix copy() {
    return copyAs(type());
  }

  /** Returns a new contiguous row-major matrix of another type, each element rounded once. */
  public final Matrix copyAs(ElementType type) {
    Matrix result = zeros(type, rows, cols);
    result.assign(this);
    return result;
  }

  /**
   * Copies every element of {@code source} into this view, rounding once if the type is narrower.
   *
   * @param source a matrix of the same shape that shares no element with this one
   * @throws IllegalArgumentException if the shapes differ
   */
  public final void assign(Matrix source) {
    if (source.rows != rows || source.cols != cols) {
      throw new IllegalArgumentException(
          "assign: the source is %s and the target is %s; the shapes must be equal"
              .formatted(source.shape(), shape()));
    }
    boolean runs = colStride == 1 && source.colStride == 1 && type() == source.type();
    for (int i = 0; i < rows; i++) {
      if (runs && cols > 0) {
        System.arraycopy(source.storage(), source.index(i, 0), storage(), index(i, 0), cols);
        continue;
      }
      for (int j = 0; j < cols; j++) {
        store(index(i, j), source.load(source.index(i, j)));
      }
    }
  }

  /** Returns the elements as rows of doubles. */
  public final double[][] toArray() {
    double[][] result = new double[rows][cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result[i][j] = load(index(i, j));
      }
    }
    return result;
  }

  /**
   * Returns whether this view and another share an element. It never misses a shared element; for
   * two views of one array with different strides it may report sharing where interleaved elements
   * do not coincide.
   */
  @SuppressWarnings("ReferenceEquality") // the same array is meant, not an equal one
  public final boolean overlaps(Matrix other) {
    if (storage() != other.storage() || isEmpty() || other.isEmpty()) {
      return false;
    }
    if (lastIndex() < other.offset || other.lastIndex() < offset) {
      return false;
    }
    boolean sameGrid =
        rowStride == other.rowStride
            && colStride == other.colStride
            && rowStride > 0
            && colStride == 1;
    if (!sameGrid) {
      return true;
    }
    int row = offset / rowStride;
    int col = offset % rowStride;
    int otherRow = other.offset / rowStride;
    int otherCol = other.offset % rowStride;
    if (col + cols > rowStride || otherCol + other.cols > rowStride) {
      return true; // a row wraps round the grid: the rectangles below would lie
    }
    return row < otherRow + other.rows
        && otherRow < row + rows
        && col < otherCol + other.cols
        && otherCol < col + cols;
  }

  private int lastIndex() {
    return index(rows - 1, cols - 1);
  }

  private int checkedIndex(int i, int j) {
    if (i < 0 || i >= rows || j < 0 || j >= cols) {
      throw new IndexOutOfBoundsException("(%d, %d) in a %s matrix".formatted(i, j, shape()));
    }
    return index(i, j);
  }

  abstract Object storage();

  abstract double load(int index);

  abstract void store(int index, double value);

  abstract Matrix view(int offset, int rows, int cols, int rowStride, int colStride);

  /** Returns type and shape, and the elements too if they are few; not a format to parse. */
  @Override
  public String toString() {
    String head = type() + " " + shape();
    return (long) rows * cols > 64 ? head : head + " " + java.util.Arrays.deepToString(toArray());
  }
}
