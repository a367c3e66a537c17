// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatColumns.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.DoubleColumnKernel;
import dev.serval.simd.kernel.DoubleKernel;
import dev.serval.simd.kernel.DoubleTranspose;

/**
 * One planned product with one or few columns (an example to predict), column by column. Sums of
 * segments are added to C in ascending order.
 */
final class DoubleColumns implements Product, ParallelFor.Task {

  private static final int L = DoubleKernel.LANES;
  private static final int KC = BlockSizes.KC;

  private final GemmPlan plan;
  private final DoubleColumnPanels a;
  private final DoubleMatrix b;
  private final DoubleMatrix c;
  private final DoubleEpilogue epilogue;
  private final ParallelFor threads;
  private final BufferPool<DoublePackBuffers> pool;

  /** The sum of each segment of each row, L segments after L segments; empty by rows. */
  private final double[] segmentSums;

  /**
   * How many columns were done. Weights along segments are read forth and back in turn: what a
   * cache a little too small for them still holds is read first.
   */
  private int passes;

  /**
   * Collects what a run needs.
   *
   * @param plan how
   * @param a left factor
   * @param b right factor
   * @param c result
   * @param epilogue what happens to finished elements
   * @param threads who computes
   * @param pool where buffers come from
   */
  DoubleColumns(
      GemmPlan plan,
      DoubleColumnPanels a,
      DoubleMatrix b,
      DoubleMatrix c,
      DoubleEpilogue epilogue,
      ParallelFor threads,
      BufferPool<DoublePackBuffers> pool) {
    this.plan = plan;
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
    this.threads = threads;
    this.pool = pool;
    segmentSums = new double[a.bySegments() ? c.rows() * a.chunks() * L : 0];
  }

  @Override
  public void run() {
    if (plan.m() > 0 && plan.n() > 0) {
      threads.run(plan.parts(), this);
      passes += plan.n();
    }
  }

  /** Computes the rows of C that belong to a part. */
  @Override
  public void runPart(int part) {
    int row = plan.rows().from(part);
    int rowEnd = plan.rows().to(part);
    if (row == rowEnd) {
      return;
    }
    DoublePackBuffers buffers = pool.borrow(part);
    try {
      for (int j = 0; j < plan.n(); j++) {
        if (a.bySegments()) {
          bySegments(j, row, rowEnd, buffers.b);
        } else {
          byRows(j, row, rowEnd, buffers);
        }
        epilogue.apply(row, j, rowEnd - row, 1);
      }
    } finally {
      pool.giveBack(buffers, part);
    }
  }

  private void byRows(int column, int row, int rowEnd, DoublePackBuffers buffers) {
    boolean lies = b.rowStride() == 1;
    double[] x = lies ? b.array() : buffers.b;
    int xOffset = lies ? b.offset() + column * b.colStride() : 0;
    if (!lies) {
      copyColumn(column, x);
    }
    double[] sums = buffers.sums;
    for (int i = row; i < rowEnd; i += a.group(i) * L) {
      int group = a.group(i);
      int pc = 0;
      do { // once even for K = 0, whose sums are +0
        int k = Math.min(KC, plan.k() - pc);
        int panels = a.rows(i, pc);
        if (group == DoubleColumnKernel.GROUP && a.twoStreams()) {
          DoubleColumnKernel.rowsOfTwoStreams(k, a.panels, panels, x, xOffset + pc, sums, pc > 0);
        } else {
          DoubleColumnKernel.rows(group, k, a.panels, panels, x, xOffset + pc, sums, pc > 0);
        }
        pc += KC;
      } while (pc < plan.k());
      store(sums, column, i, Math.min(group * L, rowEnd - i));
    }
  }

  private void copyColumn(int column, double[] to) {
    int from = b.offset() + column * b.colStride();
    for (int p = 0; p < plan.k(); p++) {
      to[p] = b.array()[from + p * b.rowStride()];
    }
  }

  private void store(double[] sums, int column, int row, int rows) {
    int to = c.index(row, column);
    if (c.rowStride() == 1) {
      System.arraycopy(sums, 0, c.array(), to, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      c.array()[to + i * c.rowStride()] = sums[i];
    }
  }

  private void bySegments(int column, int row, int rowEnd, double[] x) {
    int chunks = a.chunks();
    boolean back = ((passes + column) & 1) != 0;
    for (int count = 0; count < chunks; count++) {
      int chunk = back ? chunks - 1 - count : count;
      turn(column, chunk * L * KC, x);
      for (int p = 0; p < KC; p += DoubleColumnPanels.PIECE) {
        for (int i = row; i < rowEnd; i += a.group(i)) {
          int from = a.segments(i, chunk, p);
          int to = sums(i, chunk);
          DoubleColumnKernel.segments(
              a.group(i),
              DoubleColumnPanels.PIECE,
              a.panels,
              from,
              x,
              p * L,
              segmentSums,
              to,
              p > 0);
        }
      }
    }
    for (int i = row; i < rowEnd; i++) {
      c.array()[c.index(i, column)] = total(i);
    }
  }

  /** Lays L segments of a column side by side, k-major; what is missing is +0. */
  private void turn(int column, int begin, double[] x) {
    int k = plan.k();
    int stride = b.rowStride();
    double[] from = b.array();
    int offset = b.offset() + column * b.colStride();
    int whole = stride == 1 ? Math.min(L, (k - begin) / KC) : 0;
    DoubleTranspose.copy(from, offset + begin, KC, whole, KC, x, 0, L);
    for (int s = whole; s < L; s++) {
      for (int p = 0; p < KC; p++) {
        int index = begin + s * KC + p;
        x[p * L + s] = index < k ? from[offset + index * stride] : 0;
      }
    }
  }

  /** Returns where the sums of L segments of a row stand. */
  private int sums(int row, int chunk) {
    return (chunk * plan.m() + row) * L;
  }

  /** Adds the sums of the segments of a row, in ascending order. */
  private double total(int row) {
    double total = segmentSums[sums(row, 0)];
    for (int segment = 1; segment < Math.ceilDiv(plan.k(), KC); segment++) {
      total += segmentSums[sums(row, segment / L) + segment % L];
    }
    return total;
  }

  /** Returns the plan in one line. */
  @Override
  public String toString() {
    String lanes = a.bySegments() ? "segments" : a.twoStreams() ? "rows in two streams" : "rows";
    return plan + ", lanes along " + lanes;
  }
}
