// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.FloatKernel;
import dev.serval.simd.kernel.FloatKernels;

/** One planned product of tiles: the five loops of {@link BlockSizes}, and who runs them. */
final class FloatGemm implements Product, ParallelFor.Task {

  private final GemmPlan plan;
  private final ParallelFor threads;
  private final BufferPool<FloatPackBuffers> pool;
  private final FloatKernels kernels;
  private final FloatLeft a;
  private final FloatRight b;
  private final FloatMatrix c;
  private final FloatEpilogue epilogue;

  /**
   * Collects what a run needs.
   *
   * @param plan how; if it is transposed then so are the operands and C here
   * @param a left factor
   * @param b right factor
   * @param c result
   * @param epilogue what happens to finished elements; in terms of C as the caller sees it
   * @param kernels the tiles
   * @param threads who computes
   * @param pool where pack buffers come from
   */
  FloatGemm(
      GemmPlan plan,
      Operand a,
      Operand b,
      FloatMatrix c,
      FloatEpilogue epilogue,
      FloatKernels kernels,
      ParallelFor threads,
      BufferPool<FloatPackBuffers> pool) {
    this.plan = plan;
    this.kernels = kernels;
    this.a = FloatLeft.of(a);
    this.b = FloatRight.of(b, plan.b() == GemmPlan.Access.IN_PLACE, plan.blocks());
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

  /** Computes the rows or columns of C that belong to a part. */
  @Override
  public void runPart(int part) {
    int rowPart = plan.rows().parts() > 1 ? part : 0;
    int colPart = plan.columns().parts() > 1 ? part : 0;
    int row = plan.rows().from(rowPart);
    int col = plan.columns().from(colPart);
    int rowEnd = plan.rows().to(rowPart);
    int colEnd = plan.columns().to(colPart);
    if (row == rowEnd || col == colEnd) {
      return;
    }
    FloatPackBuffers buffers = pool.borrow(part);
    try {
      loop5(row, rowEnd, col, colEnd, buffers);
    } finally {
      pool.giveBack(buffers, part);
    }
  }

  private void loop5(int row, int rowEnd, int col, int colEnd, FloatPackBuffers buffers) {
    int nc = plan.blocks().nc();
    for (int jc = col; jc < colEnd; jc += nc) {
      loop4(row, rowEnd, jc, Math.min(nc, colEnd - jc), buffers);
    }
  }

  private void loop4(int row, int rowEnd, int jc, int n, FloatPackBuffers buffers) {
    int pc = 0;
    do { // once even for K = 0, whose sums are +0
      int k = Math.min(BlockSizes.KC, plan.k() - pc);
      int offset = b.panels(jc, n, pc, k, buffers.b);
      loop3(row, rowEnd, jc, n, pc, k, b.storage(buffers.b), offset, buffers);
      pc += BlockSizes.KC;
    } while (pc < plan.k());
  }

  private void loop3(
      int row,
      int rowEnd,
      int jc,
      int n,
      int pc,
      int k,
      float[] panels,
      int panelsOffset,
      FloatPackBuffers buffers) {
    int mc = plan.blocks().mc();
    for (int ic = row; ic < rowEnd; ic += mc) {
      int m = Math.min(mc, rowEnd - ic);
      int strips = a.strips(ic, m, pc, k, buffers.a);
      loop2(ic, m, jc, n, pc, k, a.storage(buffers.a), strips, panels, panelsOffset, buffers.tile);
    }
  }

  private void loop2(
      int ic,
      int m,
      int jc,
      int n,
      int pc,
      int k,
      float[] strips,
      int stripsOffset,
      float[] panels,
      int panelsOffset,
      float[] tile) {
    boolean last = pc + k == plan.k();
    int ir = 0;
    while (ir < m) {
      FloatKernel kernel = kernels.next(m - ir);
      loop1(
          kernel,
          n,
          k,
          strips,
          stripsOffset + ir * FloatKernel.STRIP,
          panels,
          panelsOffset,
          c.index(ic + ir, jc),
          pc > 0,
          tile);
      if (last) {
        finish(ic + ir, jc, kernel.rows(), n);
      }
      ir += kernel.rows();
    }
  }

  private void loop1(
      FloatKernel kernel,
      int n,
      int k,
      float[] strips,
      int strip,
      float[] panels,
      int panelsOffset,
      int target,
      boolean add,
      float[] tile) {
    float[] array = c.array();
    int rowStride = c.rowStride();
    int colStride = c.colStride();
    int stride = b.stride();
    int step = b.step(k);
    int nr = kernel.cols();
    int panel = panelsOffset;
    int jr = 0;
    for (; jr <= n - nr; jr += nr) {
      if (colStride == 1) {
        kernel.run(k, strips, strip, panels, panel, stride, array, target + jr, rowStride, add);
      } else {
        kernel.run(k, strips, strip, panels, panel, stride, tile, 0, nr, false);
        merge(tile, 0, nr, kernel.rows(), nr, target + jr * colStride, add);
      }
      panel += step;
    }
    int rest = n - jr;
    if (rest > 0) {
      FloatKernel edge = rest <= FloatKernel.LANES ? kernels.narrow(kernel) : kernel;
      // Panels are padded. B in place is not: the tile leans back over columns that are done.
      boolean inPlace = plan.b() == GemmPlan.Access.IN_PLACE;
      int lean = inPlace ? edge.cols() - rest : 0;
      int edgePanel = panel - lean;
      if (inPlace && lean <= jr && colStride == 1 && !add) {
        // Stored again, they get what they hold. Further left all is finished, or another part's.
        int to = target + jr - lean;
        edge.run(k, strips, strip, panels, edgePanel, stride, array, to, rowStride, false);
      } else {
        edge.run(k, strips, strip, panels, edgePanel, stride, tile, 0, nr, false);
        merge(tile, lean, nr, kernel.rows(), rest, target + jr * colStride, add);
      }
    }
  }

  /** Stores or adds columns of a tile. */
  private void merge(float[] tile, int first, int nr, int rows, int cols, int target, boolean add) {
    for (int i = 0; i < rows; i++) {
      int from = first + i * nr;
      int to = target + i * c.rowStride();
      if (c.colStride() != 1) {
        mergeRow(tile, from, cols, to, add);
      } else if (add) {
        addRow(tile, from, cols, c.array(), to);
      } else {
        System.arraycopy(tile, from, c.array(), to, cols);
      }
    }
  }

  private static void addRow(float[] tile, int from, int cols, float[] array, int to) {
    for (int j = 0; j < cols; j++) {
      array[to + j] += tile[from + j];
    }
  }

  private void mergeRow(float[] tile, int from, int cols, int target, boolean add) {
    float[] array = c.array();
    int to = target;
    for (int j = 0; j < cols; j++) {
      array[to] = add ? array[to] + tile[from + j] : tile[from + j];
      to += c.colStride();
    }
  }

  private void finish(int row, int col, int rows, int cols) {
    if (plan.transposed()) {
      epilogue.apply(col, row, cols, rows);
    } else {
      epilogue.apply(row, col, rows, cols);
    }
  }

  /** Returns the plan and the tiles, in one line. */
  @Override
  public String toString() {
    return plan + ", tiles " + kernels.all();
  }
}
