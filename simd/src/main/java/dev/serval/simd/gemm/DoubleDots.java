// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatDots.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.spi.Product;
import dev.serval.simd.kernel.DoubleDotKernel;

/** One planned product with a handful of results, as dot products on the caller's thread. */
final class DoubleDots implements Product {

  private final GemmPlan plan;
  private final DoubleMatrix a;
  private final DoubleMatrix b;
  private final DoubleMatrix c;
  private final DoubleEpilogue epilogue;
  private final double[] sums = new double[DoubleDotKernel.COLS];

  /**
   * Collects what a run needs.
   *
   * @param plan how; if it is transposed then so are the operands and C here
   * @param a left factor, contiguous along k
   * @param b right factor, contiguous along k
   * @param c result
   * @param epilogue what happens to finished elements; in terms of C as the caller sees it
   */
  DoubleDots(
      GemmPlan plan, DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, DoubleEpilogue epilogue) {
    this.plan = plan;
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
  }

  @Override
  public void run() {
    for (int i = 0; i < plan.m(); i++) {
      for (int j = 0; j < plan.n(); j += DoubleDotKernel.COLS) {
        int pc = 0;
        do { // once even for K = 0, whose sums are +0
          dots(i, j, pc);
          pc += BlockSizes.KC;
        } while (pc < plan.k());
      }
    }
    if (plan.transposed()) {
      epilogue.apply(0, 0, plan.n(), plan.m());
    } else {
      epilogue.apply(0, 0, plan.m(), plan.n());
    }
  }

  private void dots(int i, int j, int pc) {
    int k = Math.min(BlockSizes.KC, plan.k() - pc);
    int cols = Math.min(DoubleDotKernel.COLS, plan.n() - j);
    int aOffset = a.offset() + i * a.rowStride() + pc;
    int bOffset = b.offset() + j * b.colStride() + pc;
    DoubleDotKernel.run(k, a.array(), aOffset, b.array(), bOffset, b.colStride(), cols, sums);
    double[] array = c.array();
    for (int column = 0; column < cols; column++) {
      int index = c.index(i, j + column);
      array[index] = pc > 0 ? array[index] + sums[column] : sums[column];
    }
  }

  /** Returns the plan in one line. */
  @Override
  public String toString() {
    return plan.toString();
  }
}
