// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.gemm.DoublePlanner;
import dev.serval.simd.gemm.FloatPlanner;
import dev.serval.simd.kernel.DoubleKernels;
import dev.serval.simd.kernel.FloatKernels;
import dev.serval.simd.warm.PlainPlanner;
import dev.serval.simd.warm.ProductTrial;

/**
 * The planners of both element types: everything of the backend that needs the Vector API, so that
 * it is made when the first product goes to the kernels.
 */
final class VectorEngine implements ProductTrial.Planner {

  private final FloatPlanner floats;
  private final DoublePlanner doubles;
  private final PlainPlanner plain;

  /**
   * Creates an engine.
   *
   * @param owner the backend that prepared factors belong to
   * @param machine sizes of caches
   * @param threads who computes
   * @param floatKernels tiles
   * @param doubleKernels tiles
   * @param flopsPerThread operations that make waking a thread worth while
   * @param buffers how many threads may compute at the same time
   * @param plain plans what is not for the kernels
   */
  VectorEngine(
      Object owner,
      Machine machine,
      ParallelFor threads,
      FloatKernels floatKernels,
      DoubleKernels doubleKernels,
      double flopsPerThread,
      int buffers,
      PlainPlanner plain) {
    int l2Bytes = machine.l2Bytes();
    floats = new FloatPlanner(owner, threads, flopsPerThread, floatKernels, l2Bytes, buffers);
    doubles = new DoublePlanner(owner, threads, flopsPerThread, doubleKernels, l2Bytes, buffers);
    this.plain = plain;
  }

  @Override
  public Prepared prepare(Matrix constant, Prepared.Side side) {
    return switch (constant) {
      case FloatMatrix m -> floats.prepare(m, side);
      case DoubleMatrix m -> doubles.prepare(m, side);
    };
  }

  @Override
  public Product kernels(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    return switch (c) {
      case FloatMatrix m -> floats.plan(a, b, m, epilogue);
      case DoubleMatrix m -> doubles.plan(a, b, m, epilogue);
    };
  }

  @Override
  public Product plain(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    return plain.plan(a, b, c, epilogue);
  }
}
