// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import org.jspecify.annotations.Nullable;

/**
 * A constant factor as plain loops read it, a copy, and once a product is on the kernels also as
 * those read it. Packing waits until then, since it is itself done by kernels.
 */
public final class Constant extends Prepared {

  /** Columns copied of all rows before the next, so that what is read across stays in a cache. */
  private static final int BLOCK = 64;

  /** Of a left factor. */
  private final @Nullable Matrix elements;

  /** Of a right factor: each row an array, float[][] or double[][]. */
  private @Nullable Object rows;

  private @Nullable Prepared packed;

  /**
   * Copies a factor.
   *
   * @param owner the backend
   * @param side its place in A·B
   * @param source the factor
   */
  public Constant(Object owner, Side side, Matrix source) {
    super(owner, side, source);
    elements = side == Side.LEFT ? source.copy() : null;
    rows = side == Side.RIGHT ? rows(source) : null;
  }

  private static Object rows(Matrix source) {
    int rows = source.rows();
    int cols = source.cols();
    int step = source.colStride();
    if (source instanceof FloatMatrix m) {
      float[][] copy = new float[rows][cols];
      for (int from = 0; from < cols; from += BLOCK) {
        for (int i = 0; i < rows; i++) {
          gather(m.array(), m.index(i, from), step, copy[i], from, Math.min(cols, from + BLOCK));
        }
      }
      return copy;
    }
    DoubleMatrix m = (DoubleMatrix) source;
    double[][] copy = new double[rows][cols];
    for (int from = 0; from < cols; from += BLOCK) {
      for (int i = 0; i < rows; i++) {
        gather(m.array(), m.index(i, from), step, copy[i], from, Math.min(cols, from + BLOCK));
      }
    }
    return copy;
  }

  private static void gather(float[] source, int at, int step, float[] to, int from, int end) {
    if (step == 1) {
      System.arraycopy(source, at, to, from, end - from);
      return;
    }
    int index = at;
    for (int j = from; j < end; j++) {
      to[j] = source[index];
      index += step;
    }
  }

  private static void gather(double[] source, int at, int step, double[] to, int from, int end) {
    if (step == 1) {
      System.arraycopy(source, at, to, from, end - from);
      return;
    }
    int index = at;
    for (int j = from; j < end; j++) {
      to[j] = source[index];
      index += step;
    }
  }

  private static Object array(Matrix matrix) {
    return matrix instanceof FloatMatrix floats ? floats.array() : ((DoubleMatrix) matrix).array();
  }

  /** Returns whether plain loops can still read it. */
  public synchronized boolean isPlain() {
    return elements != null || rows != null;
  }

  /** Returns the elements of a left factor. */
  Matrix elements() {
    if (elements == null) {
      throw new IllegalStateException("a right factor has rows");
    }
    return elements;
  }

  /** Returns the rows of a right factor. */
  synchronized Object rowArrays() {
    if (rows == null) {
      throw new IllegalStateException("a packed right factor has no rows");
    }
    return rows;
  }

  /**
   * Returns it packed. The rows of a right factor are dropped then: that is the data, as large as
   * everything else together; a left factor is weights, for which other products may be planned.
   *
   * @param packer packs it at the first call
   */
  public synchronized Prepared packed(Packer packer) {
    if (packed == null) {
      packed = packer.prepare(elements != null ? elements : matrix(rowArrays()), side());
      rows = null;
    }
    return packed;
  }

  private Matrix matrix(Object rows) {
    Matrix matrix = Matrix.zeros(type(), rows(), cols());
    for (int i = 0; i < rows(); i++) {
      Object row = rows instanceof float[][] floats ? floats[i] : ((double[][]) rows)[i];
      System.arraycopy(row, 0, array(matrix), matrix.index(i, 0), cols());
    }
    return matrix;
  }

  /** Packs factors. */
  public interface Packer {

    /** Returns a factor as kernels read it. */
    Prepared prepare(Matrix constant, Side side);
  }
}
