// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.FloatColumnKernel;
import dev.serval.simd.kernel.FloatKernel;
import dev.serval.simd.kernel.FloatTranspose;

/**
 * One planned product with one or few columns (an example to predict), column by column. Sums of
 * segments are added to C in ascending order.
 */
final class FloatColumns implements Product, ParallelFor.Task {

  private static final int L = FloatKernel.LANES;
  private static final int KC = BlockSizes.KC;

  private final GemmPlan plan;
  private final FloatColumnPanels a;
  private final FloatMatrix b;
  private final FloatMatrix c;
  private final FloatEpilogue epilogue;
  private final ParallelFor threads;
  private final BufferPool<FloatPackBuffers> pool;

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
  FloatColumns(
      GemmPlan plan,
      FloatColumnPanels a,
      FloatMatrix b,
      FloatMatrix c,
      FloatEpilogue epilogue,
      ParallelFor threads,
      BufferPool<FloatPackBuffers> pool) {
    this.plan = plan;
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
    this.threads = threads;
    this.pool = pool;
  }

  @Override
  public void run() {
    if (plan.m() > 0 && plan.n() > 0) {
      threads.run(plan.parts(), this);
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
    FloatPackBuffers buffers = pool.borrow();
    try {
      for (int j = 0; j < plan.n(); j++) {
        if (a.bySegments()) {
          bySegments(j, row, rowEnd, buffers);
        } else {
          byRows(j, row, rowEnd, buffers);
        }
        epilogue.apply(row, j, rowEnd - row, 1);
      }
    } finally {
      pool.giveBack(buffers);
    }
  }

  private void byRows(int column, int row, int rowEnd, FloatPackBuffers buffers) {
    boolean lies = b.rowStride() == 1;
    float[] x = lies ? b.array() : buffers.b;
    int xOffset = lies ? b.offset() + column * b.colStride() : 0;
    if (!lies) {
      copyColumn(column, x);
    }
    float[] sums = buffers.sums;
    for (int i = row; i < rowEnd; i += a.group(i) * L) {
      int group = a.group(i);
      int pc = 0;
      do { // once even for K = 0, whose sums are +0
        int k = Math.min(KC, plan.k() - pc);
        FloatColumnKernel.rows(group, k, a.panels, a.offset(i, pc), x, xOffset + pc, sums, pc > 0);
        pc += KC;
      } while (pc < plan.k());
      store(sums, column, i, Math.min(group * L, rowEnd - i));
    }
  }

  private void copyColumn(int column, float[] to) {
    int from = b.offset() + column * b.colStride();
    for (int p = 0; p < plan.k(); p++) {
      to[p] = b.array()[from + p * b.rowStride()];
    }
  }

  private void store(float[] sums, int column, int row, int rows) {
    int to = c.index(row, column);
    if (c.rowStride() == 1) {
      System.arraycopy(sums, 0, c.array(), to, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      c.array()[to + i * c.rowStride()] = sums[i];
    }
  }

  private void bySegments(int column, int row, int rowEnd, FloatPackBuffers buffers) {
    float[] x = buffers.b;
    int segments = Math.ceilDiv(plan.k(), KC);
    for (int chunk = 0; chunk < a.chunks(); chunk++) {
      int first = chunk * L;
      turn(column, first * KC, x);
      for (int i = row; i < rowEnd; i += a.group(i)) {
        int group = a.group(i);
        FloatColumnKernel.segments(group, KC, a.panels, a.offset(i, chunk), x, 0, buffers.sums);
        addSegments(buffers.sums, group, Math.min(L, segments - first), i, column, chunk > 0);
      }
    }
  }

  /** Lays L segments of a column side by side, k-major; what is missing is +0. */
  private void turn(int column, int begin, float[] x) {
    int k = plan.k();
    int stride = b.rowStride();
    float[] from = b.array();
    int offset = b.offset() + column * b.colStride();
    int whole = stride == 1 ? Math.min(L, (k - begin) / KC) : 0;
    FloatTranspose.copy(from, offset + begin, KC, whole, KC, x, 0, L);
    for (int s = whole; s < L; s++) {
      for (int p = 0; p < KC; p++) {
        int index = begin + s * KC + p;
        x[p * L + s] = index < k ? from[offset + index * stride] : 0;
      }
    }
  }

  /** Adds the sums of segments to C, row by row in ascending order. */
  private void addSegments(float[] sums, int rows, int segments, int row, int column, boolean add) {
    float[] array = c.array();
    for (int i = 0; i < rows; i++) {
      int index = c.index(row + i, column);
      float total = add ? array[index] + sums[i * L] : sums[i * L];
      for (int s = 1; s < segments; s++) {
        total += sums[i * L + s];
      }
      array[index] = total;
    }
  }

  /** Returns the plan in one line. */
  @Override
  public String toString() {
    return plan + (a.bySegments() ? ", lanes along segments" : ", lanes along rows");
  }
}
