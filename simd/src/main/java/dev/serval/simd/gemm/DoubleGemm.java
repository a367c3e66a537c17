// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatGemm.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.DoubleKernels;

/** One planned product: loops 5–3, packing, and who runs them. */
final class DoubleGemm implements Product, ParallelFor.Task {

  private final GemmPlan plan;
  private final ParallelFor threads;
  private final BufferPool<DoublePackBuffers> pool;
  private final DoubleKernels kernels;
  private final DoubleMacroKernel macroKernel;
  private final DoubleColumns columns;
  private final DoubleFactor a;
  private final DoubleFactor b;
  private final DoubleMatrix c;
  private final DoubleEpilogue epilogue;

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
  DoubleGemm(
      GemmPlan plan,
      Operand a,
      Operand b,
      Matrix c,
      DoubleEpilogue epilogue,
      DoubleKernels kernels,
      ParallelFor threads,
      BufferPool<DoublePackBuffers> pool) {
    this.plan = plan;
    this.kernels = kernels;
    this.macroKernel = new DoubleMacroKernel(kernels);
    this.a = DoubleFactor.left(a, kernels);
    this.b = DoubleFactor.right(b, kernels);
    this.c = (DoubleMatrix) c;
    this.columns = new DoubleColumns(this.a, this.b, this.c, plan.k(), kernels);
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
    DoublePackBuffers buffers = pool.borrow();
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

  private void columns(int row, int rowEnd, int col, int colEnd, DoublePackBuffers buffers) {
    for (int j = col; j < colEnd; j++) {
      columns.run(j, row, rowEnd, buffers);
    }
    finish(row, col, rowEnd - row, colEnd - col);
  }

  private void loop5(int row, int rowEnd, int col, int colEnd, DoublePackBuffers buffers) {
    int nc = plan.blocks().nc();
    for (int jc = col; jc < colEnd; jc += nc) {
      loop4(row, rowEnd, jc, Math.min(nc, colEnd - jc), buffers);
    }
  }

  private void loop4(int row, int rowEnd, int jc, int n, DoublePackBuffers buffers) {
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
      double[] bPanels,
      int bOffset,
      DoublePackBuffers buffers) {
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
      double[] aPanels,
      int aOffset,
      double[] bPanels,
      int bOffset,
      double[] tile) {
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
