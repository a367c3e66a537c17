// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatLeft.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;

/** A as the driver sees it: a source of strips, copied when asked for or made long ago. */
abstract sealed class DoubleLeft {

  static DoubleLeft of(Operand a) {
    return switch (a) {
      case Matrix m -> new Plain((DoubleMatrix) m);
      case Prepared p -> new Packed((DoubleStrips) p);
    };
  }

  /**
   * Returns the array that holds the strips.
   *
   * @param buffer memory to copy to
   */
  abstract double[] storage(double[] buffer);

  /**
   * Copies rows to strips, if they are not yet, and returns where they begin in {@link #storage}.
   *
   * @param row first row
   * @param rows how many
   * @param pc first k, where a segment begins
   * @param k how many
   * @param buffer memory to copy to, from its beginning
   */
  abstract int strips(int row, int rows, int pc, int k, double[] buffer);

  /** A factor that is copied block by block. */
  private static final class Plain extends DoubleLeft {
    private final DoubleMatrix source;

    Plain(DoubleMatrix source) {
      this.source = source;
    }

    @Override
    double[] storage(double[] buffer) {
      return buffer;
    }

    @Override
    int strips(int row, int rows, int pc, int k, double[] buffer) {
      int across = source.rowStride();
      int along = source.colStride();
      int offset = source.offset() + row * across + pc * along;
      DoublePacking.strips(source.array(), offset, across, along, rows, k, buffer, 0);
      return 0;
    }
  }

  /** A factor that its owner had packed in full. */
  private static final class Packed extends DoubleLeft {
    private final DoubleStrips source;

    Packed(DoubleStrips source) {
      this.source = source;
    }

    @Override
    double[] storage(double[] buffer) {
      return source.strips;
    }

    @Override
    int strips(int row, int rows, int pc, int k, double[] buffer) {
      return source.strip(row, pc);
    }
  }
}
