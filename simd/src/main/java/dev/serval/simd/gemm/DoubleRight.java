// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatRight.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.DoubleCopy;

/** B as the driver sees it: panels copied when asked for, panels made long ago, or B as it lies. */
abstract sealed class DoubleRight {

  /** Elements of 64 bytes. */
  private static final int CACHE_LINE = 64 / Double.BYTES;

  /**
   * Returns a view of a factor.
   *
   * @param b the factor
   * @param inPlace whether tiles read it where it lies; its columns must be next to one another
   * @param blocks what stays in a cache
   */
  static DoubleRight of(Operand b, boolean inPlace, BlockSizes blocks) {
    return switch (b) {
      case Matrix m ->
          inPlace ? new InPlace((DoubleMatrix) m, blocks) : new Plain((DoubleMatrix) m);
      case Prepared p -> new Packed((DoublePanels) p);
    };
  }

  /**
   * Returns the array that holds the panels.
   *
   * @param buffer memory to copy to
   */
  abstract double[] storage(double[] buffer);

  /**
   * Copies columns to panels, if they are not yet, and returns where they begin in {@link
   * #storage}.
   *
   * @param col first column, where a panel begins
   * @param cols how many
   * @param pc first k, where a segment begins
   * @param k how many
   * @param buffer memory to copy to, from its beginning
   */
  abstract int panels(int col, int cols, int pc, int k, double[] buffer);

  /** Returns the distance from one k to the next. */
  int stride() {
    return DoubleCopy.PANEL;
  }

  /**
   * Returns the distance from one panel to the next.
   *
   * @param k length of the segment
   */
  int step(int k) {
    return DoublePacking.panelStep(k);
  }

  /** A factor that is copied block by block. */
  private static final class Plain extends DoubleRight {
    private final DoubleMatrix source;

    Plain(DoubleMatrix source) {
      this.source = source;
    }

    @Override
    double[] storage(double[] buffer) {
      return buffer;
    }

    @Override
    int panels(int col, int cols, int pc, int k, double[] buffer) {
      int across = source.colStride();
      int along = source.rowStride();
      int offset = source.offset() + col * across + pc * along;
      DoublePacking.panels(source.array(), offset, across, along, cols, k, buffer, 0);
      return 0;
    }
  }

  /** A factor that is read where it lies. */
  private static final class InPlace extends DoubleRight {
    private final DoubleMatrix source;
    private final boolean large;

    InPlace(DoubleMatrix source, BlockSizes blocks) {
      this.source = source;
      large = (long) source.rows() * source.cols() > (long) blocks.nc() * BlockSizes.KC;
    }

    @Override
    double[] storage(double[] buffer) {
      return source.array();
    }

    @Override
    int panels(int col, int cols, int pc, int k, double[] buffer) {
      int offset = source.index(pc, col);
      if (large) {
        fetch(offset, cols, k, buffer);
      }
      return offset;
    }

    /**
     * Touches a block row by row, the order that prefetchers like, so that it is in L2 when tiles
     * read it panel by panel, several times.
     */
    private void fetch(int offset, int cols, int k, double[] buffer) {
      double[] array = source.array();
      double sum = 0;
      for (int p = 0; p < k; p++) {
        int row = offset + p * source.rowStride();
        for (int j = 0; j < cols; j += CACHE_LINE) {
          sum += array[row + j];
        }
      }
      buffer[0] = sum; // or nothing would be read
    }

    @Override
    int stride() {
      return source.rowStride();
    }

    @Override
    int step(int k) {
      return DoubleCopy.PANEL;
    }
  }

  /** A factor that its owner had packed in full. */
  private static final class Packed extends DoubleRight {
    private final DoublePanels source;

    Packed(DoublePanels source) {
      this.source = source;
    }

    @Override
    double[] storage(double[] buffer) {
      return source.panels;
    }

    @Override
    int panels(int col, int cols, int pc, int k, double[] buffer) {
      return source.panel(col, pc, k);
    }
  }
}
