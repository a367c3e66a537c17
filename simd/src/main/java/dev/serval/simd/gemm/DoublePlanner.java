// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPlanner.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.kernel.DoubleKernels;

/**
 * Plans products and prepares factors of one element type; owns the pack buffers of all of them.
 */
public final class DoublePlanner {

  private final Object owner;
  private final ParallelFor threads;
  private final double flopsPerThread;
  private final DoubleKernels kernels;
  private final int mr;
  private final int nr;
  private final BlockSizes blocks;
  private final BufferPool<DoublePackBuffers> buffers;

  /**
   * Creates a planner without buffers.
   *
   * @param owner the backend that prepared factors belong to
   * @param threads who computes
   * @param flopsPerThread operations that make waking a thread worth while
   * @param kernels the tiles
   * @param l2Bytes L2 as one core sees it
   * @param bufferLimit how many threads may compute at the same time before one waits for a buffer
   */
  public DoublePlanner(
      Object owner,
      ParallelFor threads,
      double flopsPerThread,
      DoubleKernels kernels,
      int l2Bytes,
      int bufferLimit) {
    this.owner = owner;
    this.threads = threads;
    this.flopsPerThread = flopsPerThread;
    this.kernels = kernels;
    mr = kernels.tallest().rows();
    nr = kernels.tallest().cols();
    blocks = BlockSizes.of(mr, nr, Double.BYTES, l2Bytes);
    buffers = new BufferPool<>(bufferLimit, () -> new DoublePackBuffers(blocks, mr, nr));
  }

  /**
   * Packs a factor in full.
   *
   * @param constant the factor, read now
   * @param side its place in A·B
   */
  public Prepared prepare(DoubleMatrix constant, Prepared.Side side) {
    return switch (side) {
      case LEFT ->
          new DoublePanels(
              owner, side, constant, mr, DoubleFactor.lastRows(constant.rows(), kernels));
      case RIGHT -> new DoublePanels(owner, side, constant, nr, nr);
    };
  }

  /**
   * Plans C := epilogue(A·B); the operands are checked already.
   *
   * @param a left factor, M×K
   * @param b right factor, K×N
   * @param c result, M×N
   * @param epilogue what happens to finished elements
   */
  public Product plan(Operand a, Operand b, DoubleMatrix c, Epilogue epilogue) {
    DoubleEpilogue finish = DoubleEpilogue.of(epilogue, c);
    if (a instanceof Matrix left && b instanceof Matrix right && betterTransposed(c)) {
      return product(right.transposed(), left.transposed(), c.transposed(), true, finish);
    }
    return product(a, b, c, false, finish);
  }

  private Product product(
      Operand a, Operand b, Matrix c, boolean transposed, DoubleEpilogue epilogue) {
    GemmPlan plan =
        GemmPlan.of(
            ElementType.FLOAT64,
            c.rows(),
            c.cols(),
            a.cols(),
            transposed,
            mr,
            nr,
            blocks,
            threads.threads(),
            flopsPerThread,
            a instanceof Prepared,
            b instanceof Prepared);
    return new DoubleGemm(plan, a, b, c, epilogue, kernels, threads, buffers);
  }

  /**
   * Whether Cᵀ is the better matrix to compute: C lies column by column, so that only its transpose
   * has rows to write vectors to; or C is so narrow that tiles of it would be mostly padding.
   */
  private boolean betterTransposed(DoubleMatrix c) {
    if (c.colStride() != 1 && c.rowStride() == 1) {
      return true;
    }
    if (c.cols() == 1) {
      return false; // has lanes along the rows anyway
    }
    return 2 * paddedSize(c.cols(), c.rows()) < paddedSize(c.rows(), c.cols());
  }

  private long paddedSize(int rows, int cols) {
    long paddedRows =
        (long) rows / mr * mr + (rows % mr == 0 ? 0 : DoubleFactor.lastRows(rows, kernels));
    long paddedCols = ((long) cols + nr - 1) / nr * nr;
    return paddedRows * paddedCols;
  }
}
