// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.FloatKernels;

/** One planned product: loops 5–3, packing, and who runs them. */
final class FloatGemm implements Product, ParallelFor.Task {

  private final GemmPlan plan;
  private final ParallelFor threads;
  private final BufferPool<FloatPackBuffers> pool;
  private final FloatKernels kernels;
  private final FloatMacroKernel macroKernel;
  private final FloatColumns columns;
  private final FloatFactor a;
  private final FloatFactor b;
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
      Matrix c,
      FloatEpilogue epilogue,
      FloatKernels kernels,
      ParallelFor threads,
      BufferPool<FloatPackBuffers> pool) {
    this.plan = plan;
    this.kernels = kernels;
    this.macroKernel = new FloatMacroKernel(kernels);
    this.a = FloatFactor.left(a, kernels);
    this.b = FloatFactor.right(b, kernels);
    this.c = (FloatMatrix) c;
    this.columns = new FloatColumns(this.a, this.b, this.c, plan.k(), kernels);
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
    FloatPackBuffers buffers = pool.borrow();
    try {
      if (plan.byColumn()) {
        columns(row, rowEnd, col, colEnd, buffers);
      } else {
        loop5(row, rowEnd, col, colEnd, buffers);
      }
    } finally {
      pool.giveBack(buffers);
    }
  }

  private void columns(int row, int rowEnd, int col, int colEnd, FloatPackBuffers buffers) {
    for (int j = col; j < colEnd; j++) {
      columns.run(j, row, rowEnd, buffers);
    }
    finish(row, col, rowEnd - row, colEnd - col);
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
      int offset = b.panels(jc, n, pc, k, buffers.b, 0);
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
      float[] bPanels,
      int bOffset,
      FloatPackBuffers buffers) {
    int mc = plan.blocks().mc();
    for (int ic = row; ic < rowEnd; ic += mc) {
      int m = Math.min(mc, rowEnd - ic);
      int aOffset = a.panels(ic, m, pc, k, buffers.a, 0);
      loop2(ic, m, jc, n, pc, k, a.storage(buffers.a), aOffset, bPanels, bOffset, buffers.tile);
    }
  }

  private void loop2(
      int ic,
      int m,
      int jc,
      int n,
      int pc,
      int k,
      float[] aPanels,
      int aOffset,
      float[] bPanels,
      int bOffset,
      float[] tile) {
    int mr = plan.mr();
    boolean last = pc + k == plan.k();
    for (int ir = 0; ir < m; ir += mr) {
      int rows = Math.min(mr, m - ir);
      macroKernel.run(
          rows,
          n,
          k,
          aPanels,
          aOffset + ir * k,
          bPanels,
          bOffset,
          c.array(),
          c.index(ic + ir, jc),
          c.rowStride(),
          c.colStride(),
          pc > 0,
          tile);
      if (last) {
        finish(ic + ir, jc, rows, n);
      }
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
