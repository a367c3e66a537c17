// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;

/** A as the driver sees it: a source of strips, copied when asked for or made long ago. */
abstract sealed class FloatLeft {

  static FloatLeft of(Operand a) {
    return switch (a) {
      case Matrix m -> new Plain((FloatMatrix) m);
      case Prepared p -> new Packed((FloatStrips) p);
    };
  }

  /**
   * Returns the array that holds the strips.
   *
   * @param buffer memory to copy to
   */
  abstract float[] storage(float[] buffer);

  /**
   * Copies rows to strips, if they are not yet, and returns where they begin in {@link #storage}.
   *
   * @param row first row
   * @param rows how many
   * @param pc first k, where a segment begins
   * @param k how many
   * @param buffer memory to copy to, from its beginning
   */
  abstract int strips(int row, int rows, int pc, int k, float[] buffer);

  /** A factor that is copied block by block. */
  private static final class Plain extends FloatLeft {
    private final FloatMatrix source;

    Plain(FloatMatrix source) {
      this.source = source;
    }

    @Override
    float[] storage(float[] buffer) {
      return buffer;
    }

    @Override
    int strips(int row, int rows, int pc, int k, float[] buffer) {
      int across = source.rowStride();
      int along = source.colStride();
      int offset = source.offset() + row * across + pc * along;
      FloatPacking.strips(source.array(), offset, across, along, rows, k, buffer, 0);
      return 0;
    }
  }

  /** A factor that its owner had packed in full. */
  private static final class Packed extends FloatLeft {
    private final FloatStrips source;

    Packed(FloatStrips source) {
      this.source = source;
    }

    @Override
    float[] storage(float[] buffer) {
      return source.strips;
    }

    @Override
    int strips(int row, int rows, int pc, int k, float[] buffer) {
      return source.strip(row, pc);
    }
  }
}
