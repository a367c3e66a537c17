// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatFactor.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.simd.kernel.DoubleKernels;

/**
 * A factor as the driver sees it: a source of packed panels, made when asked for or made long ago.
 */
abstract sealed class DoubleFactor {

  /**
   * Returns A in panels of MR rows; a shorter last panel has the rows of the shortest tile for it.
   */
  static DoubleFactor left(Operand a, DoubleKernels kernels) {
    return switch (a) {
      case Matrix m ->
          new Plain(
              (DoubleMatrix) m,
              m.rowStride(),
              m.colStride(),
              kernels.tallest().rows(),
              lastRows(m.rows(), kernels));
      case Prepared p -> new Packed((DoublePanels) p);
    };
  }

  /** Returns B in panels of NR columns. */
  static DoubleFactor right(Operand b, DoubleKernels kernels) {
    int nr = kernels.tallest().cols();
    return switch (b) {
      case Matrix m -> new Plain((DoubleMatrix) m, m.colStride(), m.rowStride(), nr, nr);
      case Prepared p -> new Packed((DoublePanels) p);
    };
  }

  /** Returns the rows of the last panel of A, padding included, if the last panel is not full. */
  static int lastRows(int rows, DoubleKernels kernels) {
    int left = rows % kernels.tallest().rows();
    return left == 0 ? kernels.tallest().rows() : kernels.holding(left).rows();
  }

  /**
   * Returns the array that holds the panels of this factor.
   *
   * @param buffer memory to pack into
   */
  abstract double[] storage(double[] buffer);

  /**
   * Packs the panels of a block, if they are not packed already, and returns where they begin in
   * {@link #storage}.
   *
   * @param first first row of A (column of B), where a panel begins
   * @param width how many rows (columns)
   * @param pc first k, where a segment begins
   * @param k how many
   * @param buffer memory to pack into
   * @param at where in it
   */
  abstract int panels(int first, int width, int pc, int k, double[] buffer, int at);

  /**
   * Copies elements pc … pc + k − 1 of one column of B (row of A).
   *
   * @param index which column (row)
   * @param pc first k, where a segment begins
   * @param k how many
   * @param to written from 0
   */
  abstract void column(int index, int pc, int k, double[] to);

  /** A factor that is packed block by block. */
  private static final class Plain extends DoubleFactor {
    private final DoubleMatrix source;
    private final int across;
    private final int along;
    private final int panelWidth;
    private final int lastWidth;

    Plain(DoubleMatrix source, int across, int along, int panelWidth, int lastWidth) {
      this.source = source;
      this.across = across;
      this.along = along;
      this.panelWidth = panelWidth;
      this.lastWidth = lastWidth;
    }

    @Override
    double[] storage(double[] buffer) {
      return buffer;
    }

    @Override
    int panels(int first, int width, int pc, int k, double[] buffer, int at) {
      int offset = source.offset() + first * across + pc * along;
      DoublePacking.pack(
          source.array(), offset, across, along, width, k, panelWidth, lastWidth, buffer, at);
      return at;
    }

    @Override
    void column(int index, int pc, int k, double[] to) {
      double[] from = source.array();
      int offset = source.offset() + index * across + pc * along;
      for (int p = 0; p < k; p++) {
        to[p] = from[offset + p * along];
      }
    }
  }

  /** A factor that its owner had packed in full. */
  private static final class Packed extends DoubleFactor {
    private final DoublePanels source;

    Packed(DoublePanels source) {
      this.source = source;
    }

    @Override
    double[] storage(double[] buffer) {
      return source.panels;
    }

    @Override
    int panels(int first, int width, int pc, int k, double[] buffer, int at) {
      // All panels before this one are full.
      return source.block(pc) + first * k;
    }

    @Override
    void column(int index, int pc, int k, double[] to) {
      source.copyColumn(index, pc, k, to);
    }
  }
}
