// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPlanner.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.exec.Partition;
import dev.serval.simd.gemm.GemmPlan.Access;
import dev.serval.simd.gemm.GemmPlan.Method;
import dev.serval.simd.kernel.DoubleDotKernel;
import dev.serval.simd.kernel.DoubleKernel;
import dev.serval.simd.kernel.DoubleKernels;

/**
 * Plans products and prepares factors of one element type; owns the pack buffers of all of them.
 */
public final class DoublePlanner {

  /**
   * Columns up to which a prepared A is rather read once per column than multiplied by whole
   * vectors of columns that are mostly padding.
   */
  private static final int FEW_COLUMNS = 4;

  /**
   * Rows up to which copying B, which each row of tiles then reads once, costs more than it gains.
   */
  private static final int FEW_ROWS = 32;

  /** Elements of B, 256 vectors, that stay in L1 and need no copy for any number of rows. */
  private static final long FEW_ELEMENTS = 256L * DoubleKernel.LANES;

  // Cycles per element on Zen 4 with 512-bit vectors, float32; only their ratios matter here.
  private static final double COPIED = 0.1;
  private static final double TRANSPOSED = 0.5;
  private static final double SCATTERED = 3;
  private static final double NARROW = 1.4; // one vector wide: a load for every multiplication
  private static final double DOT = 5.5;

  /** Cycles of a product of tiles before the first multiplication: buffers, blocks, calls. */
  private static final double CALLED = 200;

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
      case LEFT -> new DoubleStrips(owner, constant);
      case RIGHT -> new DoublePanels(owner, constant);
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
    if (a instanceof DoubleStrips left
        && b instanceof DoubleMatrix right
        && c.cols() <= FEW_COLUMNS) {
      // A column that does not lie along k is copied to where B̃ would be.
      if (right.rowStride() == 1 || right.rows() <= blocks.nc() * BlockSizes.KC) {
        return byColumn(left.columnPanels(), right, c, finish);
      }
    }
    if (a instanceof DoubleMatrix left && b instanceof DoubleMatrix right) {
      DoubleMatrix leftT = (DoubleMatrix) right.transposed();
      DoubleMatrix rightT = (DoubleMatrix) left.transposed();
      DoubleMatrix resultT = (DoubleMatrix) c.transposed();
      double tiles = cycles(left, right, c);
      double tilesT = cycles(leftT, rightT, resultT);
      double dots = dotCycles(left, right);
      double dotsT = dotCycles(leftT, rightT);
      if (Math.min(dots, dotsT) < Math.min(tiles, tilesT)) {
        return dots <= dotsT
            ? dots(left, right, c, false, finish)
            : dots(leftT, rightT, resultT, true, finish);
      }
      if (tilesT < tiles) {
        return tiles(leftT, rightT, resultT, true, finish);
      }
    }
    return tiles(a, b, c, false, finish);
  }

  private Product byColumn(
      DoubleColumnPanels a, DoubleMatrix b, DoubleMatrix c, DoubleEpilogue epilogue) {
    int parts = GemmPlan.parts(c.rows(), c.cols(), b.rows(), threads.threads(), flopsPerThread);
    GemmPlan plan =
        new GemmPlan(
            ElementType.FLOAT64,
            c.rows(),
            c.cols(),
            b.rows(),
            false,
            Method.BY_COLUMN,
            mr,
            nr,
            blocks,
            new Partition(c.rows(), a.grain(), parts),
            new Partition(c.cols(), 1, 1),
            Access.PREPARED,
            Access.IN_PLACE);
    return new DoubleColumns(plan, a, b, c, epilogue, threads, buffers);
  }

  private Product dots(
      DoubleMatrix a, DoubleMatrix b, DoubleMatrix c, boolean transposed, DoubleEpilogue epilogue) {
    GemmPlan plan =
        new GemmPlan(
            ElementType.FLOAT64,
            c.rows(),
            c.cols(),
            a.cols(),
            transposed,
            Method.DOTS,
            mr,
            nr,
            blocks,
            new Partition(c.rows(), 1, 1),
            new Partition(c.cols(), 1, 1),
            Access.IN_PLACE,
            Access.IN_PLACE);
    return new DoubleDots(plan, a, b, c, epilogue);
  }

  private Product tiles(
      Operand a, Operand b, DoubleMatrix c, boolean transposed, DoubleEpilogue epilogue) {
    GemmPlan plan =
        GemmPlan.ofTiles(
            ElementType.FLOAT64,
            c.rows(),
            c.cols(),
            a.cols(),
            transposed,
            c.colStride() == 1,
            mr,
            nr,
            blocks,
            GemmPlan.parts(c.rows(), c.cols(), a.cols(), threads.threads(), flopsPerThread),
            a instanceof Prepared ? Access.PREPARED : Access.PACKED,
            b instanceof DoubleMatrix right
                ? inPlace(right, c.rows()) ? Access.IN_PLACE : Access.PACKED
                : Access.PREPARED);
    return new DoubleGemm(plan, a, b, c, epilogue, kernels, threads, buffers);
  }

  /**
   * Whether tiles read B where it lies: rows of whole vectors; few rows of A to read it for, or
   * little to read; and one segment, or rows short enough to lie close together, so that a block
   * fits L2 without its rows meeting in the same sets.
   */
  private boolean inPlace(DoubleMatrix b, int rows) {
    boolean small = (long) b.rows() * b.cols() <= FEW_ELEMENTS;
    boolean close = b.rows() <= BlockSizes.KC || b.cols() <= blocks.nc();
    return b.colStride() == 1 && b.cols() >= nr && close && (rows <= FEW_ROWS || small);
  }

  /** Returns roughly how long a product of unprepared factors takes as tiles. */
  private double cycles(DoubleMatrix a, DoubleMatrix b, DoubleMatrix c) {
    double k = a.cols();
    int rest = c.cols() % nr;
    double vectors = c.cols() / nr * 2 + (rest == 0 ? 0 : 2 * rest <= nr ? NARROW : 2);
    double tiles = k * c.rows() * vectors;
    double left = a.colStride() == 1 ? COPIED * k * c.rows() : turned(a.cols(), a.rows());
    double right =
        inPlace(b, c.rows())
            ? 0
            : b.colStride() == 1 ? COPIED * k * c.cols() : turned(b.cols(), b.rows());
    double segments = Math.max(1, Math.ceilDiv(a.cols(), BlockSizes.KC));
    double result = c.colStride() == 1 ? 0 : segments * c.rows() * c.cols() * SCATTERED;
    return CALLED + tiles + left + right + result;
  }

  /**
   * Returns roughly how long a transposition takes, which makes whole vectors of what lies across.
   */
  private static double turned(int across, int along) {
    return TRANSPOSED * Math.ceilDiv(across, DoubleKernel.LANES) * DoubleKernel.LANES * along;
  }

  /** Returns roughly how long a product takes as dot products; infinitely if it cannot be. */
  private static double dotCycles(DoubleMatrix a, DoubleMatrix b) {
    if (a.colStride() != 1 || b.rowStride() != 1) {
      return Double.POSITIVE_INFINITY;
    }
    return DOT * a.cols() * a.rows() * Math.ceilDiv(b.cols(), DoubleDotKernel.COLS);
  }
}
