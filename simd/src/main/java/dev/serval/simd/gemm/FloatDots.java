// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.spi.Product;
import dev.serval.simd.kernel.FloatDotKernel;

/** One planned product with a handful of results, as dot products on the caller's thread. */
final class FloatDots implements Product {

  private final GemmPlan plan;
  private final FloatMatrix a;
  private final FloatMatrix b;
  private final FloatMatrix c;
  private final FloatEpilogue epilogue;
  private final float[] sums = new float[FloatDotKernel.COLS];

  /**
   * Collects what a run needs.
   *
   * @param plan how; if it is transposed then so are the operands and C here
   * @param a left factor, contiguous along k
   * @param b right factor, contiguous along k
   * @param c result
   * @param epilogue what happens to finished elements; in terms of C as the caller sees it
   */
  FloatDots(GemmPlan plan, FloatMatrix a, FloatMatrix b, FloatMatrix c, FloatEpilogue epilogue) {
    this.plan = plan;
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
  }

  @Override
  public void run() {
    for (int i = 0; i < plan.m(); i++) {
      for (int j = 0; j < plan.n(); j += FloatDotKernel.COLS) {
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
    int cols = Math.min(FloatDotKernel.COLS, plan.n() - j);
    int aOffset = a.offset() + i * a.rowStride() + pc;
    int bOffset = b.offset() + j * b.colStride() + pc;
    FloatDotKernel.run(k, a.array(), aOffset, b.array(), bOffset, b.colStride(), cols, sums);
    float[] array = c.array();
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
