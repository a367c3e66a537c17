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

  private @Nullable Matrix elements;
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
    elements = copy(source);
  }

  /** Copies in the order in which the elements lie: across it, 20 MB took ten times as long. */
  private static Matrix copy(Matrix source) {
    if (source.colStride() != 1) {
      return source.rowStride() == 1 ? copy(source.transposed()).transposed() : source.copy();
    }
    Matrix copy = Matrix.zeros(source.type(), source.rows(), source.cols());
    for (int i = 0; i < source.rows(); i++) {
      System.arraycopy(
          array(source), source.index(i, 0), array(copy), copy.index(i, 0), source.cols());
    }
    return copy;
  }

  private static Object array(Matrix matrix) {
    return matrix instanceof FloatMatrix floats ? floats.array() : ((DoubleMatrix) matrix).array();
  }

  /** Returns the copy; null if it is packed and a right factor. */
  public synchronized @Nullable Matrix elements() {
    return elements;
  }

  /**
   * Returns it packed. The copy of a right factor is dropped then: that is the data, as large as
   * everything else together; a left factor is weights, for which other products may be planned.
   *
   * @param packer packs it at the first call
   */
  public synchronized Prepared packed(Packer packer) {
    if (packed == null) {
      if (elements == null) {
        throw new IllegalStateException("neither elements nor panels");
      }
      packed = packer.prepare(elements, side());
      if (side() == Side.RIGHT) {
        elements = null;
      }
    }
    return packed;
  }

  /** Packs factors. */
  public interface Packer {

    /** Returns a factor as kernels read it. */
    Prepared prepare(Matrix constant, Side side);
  }
}
