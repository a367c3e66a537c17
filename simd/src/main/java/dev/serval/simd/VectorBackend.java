// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.elementwise.LogisticLoss;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.exec.SerialExecutor;
import dev.serval.simd.exec.WorkerPool;
import dev.serval.simd.gemm.BufferPool;
import dev.serval.simd.gemm.DoublePlanner;
import dev.serval.simd.gemm.FloatPlanner;
import dev.serval.simd.gemm.GemmPlan;
import dev.serval.simd.kernel.DoubleKernels;
import dev.serval.simd.kernel.FloatKernels;

/**
 * The backend on the Vector API. Products go to the planners of {@code gemm}, elementwise
 * operations run row by row on the caller's thread. Owns its threads and buffers.
 */
final class VectorBackend extends Backend {

  private final Machine machine;
  private final ParallelFor threads;
  private final FloatPlanner floats;
  private final DoublePlanner doubles;
  private final String tiles;

  // Memory for the 16 stripes of a sum and whatever the loss needs besides, lent so that nothing is
  // allocated.
  private final BufferPool<float[]> floatScratch;
  private final BufferPool<double[]> doubleScratch;

  VectorBackend(BackendOptions options) {
    this(
        Machine.detect(),
        options.threads() == 1 ? new SerialExecutor() : new WorkerPool(options.threads()),
        FloatKernels.forThisMachine(),
        DoubleKernels.forThisMachine(),
        GemmPlan.FLOPS_PER_THREAD);
  }

  VectorBackend(
      Machine machine,
      ParallelFor threads,
      FloatKernels floatKernels,
      DoubleKernels doubleKernels,
      double flopsPerThread) {
    this.machine = machine;
    this.threads = threads;
    // As many as can compute at the same time: the pool's threads, and callers on every core
    // besides.
    int buffers = threads.threads() + machine.cores();
    floats =
        new FloatPlanner(this, threads, flopsPerThread, floatKernels, machine.l2Bytes(), buffers);
    doubles =
        new DoublePlanner(this, threads, flopsPerThread, doubleKernels, machine.l2Bytes(), buffers);
    tiles = floatKernels.tallest() + " vectors";
    floatScratch = new BufferPool<>(buffers, () -> new float[PinnedSum.STRIPES]);
    doubleScratch = new BufferPool<>(buffers, () -> new double[LogisticLoss.SCRATCH]);
  }

  @Override
  public String name() {
    return VectorBackendProvider.NAME;
  }

  @Override
  public String description() {
    return "simd: %d-bit vectors, tile %s, %d %s"
        .formatted(machine.vectorBits(), tiles, threads(), threads() == 1 ? "thread" : "threads");
  }

  @Override
  public int threads() {
    return threads.threads();
  }

  @Override
  protected Prepared doPrepare(Matrix constant, Prepared.Side side) {
    return switch (constant) {
      case FloatMatrix m -> floats.prepare(m, side);
      case DoubleMatrix m -> doubles.prepare(m, side);
    };
  }

  @Override
  protected Product doPlan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    return switch (c) {
      case FloatMatrix m -> floats.plan(a, b, m, epilogue);
      case DoubleMatrix m -> doubles.plan(a, b, m, epilogue);
    };
  }

  @Override
  protected void doSigmoid(Matrix z, Matrix a) {
    switch (z) {
      case FloatMatrix m -> FloatRows.sigmoid(m, (FloatMatrix) a);
      case DoubleMatrix m -> DoubleRows.sigmoid(m, (DoubleMatrix) a);
    }
  }

  @Override
  protected void doRelu(Matrix z, Matrix a) {
    switch (z) {
      case FloatMatrix m -> FloatRows.relu(m, (FloatMatrix) a);
      case DoubleMatrix m -> DoubleRows.relu(m, (DoubleMatrix) a);
    }
  }

  @Override
  protected void doSigmoidBackward(Matrix dA, Matrix z, Matrix dZ) {
    switch (z) {
      case FloatMatrix m -> FloatRows.sigmoidBackward((FloatMatrix) dA, m, (FloatMatrix) dZ);
      case DoubleMatrix m -> DoubleRows.sigmoidBackward((DoubleMatrix) dA, m, (DoubleMatrix) dZ);
    }
  }

  @Override
  protected void doReluBackward(Matrix dA, Matrix z, Matrix dZ) {
    switch (z) {
      case FloatMatrix m -> FloatRows.reluBackward((FloatMatrix) dA, m, (FloatMatrix) dZ);
      case DoubleMatrix m -> DoubleRows.reluBackward((DoubleMatrix) dA, m, (DoubleMatrix) dZ);
    }
  }

  @Override
  protected void doSubtract(Matrix a, Matrix b, Matrix c) {
    switch (c) {
      case FloatMatrix m -> FloatRows.subtract((FloatMatrix) a, (FloatMatrix) b, m);
      case DoubleMatrix m -> DoubleRows.subtract((DoubleMatrix) a, (DoubleMatrix) b, m);
    }
  }

  @Override
  protected void doAxpy(double alpha, Matrix x, Matrix y) {
    switch (y) {
      case FloatMatrix m -> FloatRows.axpy((float) alpha, (FloatMatrix) x, m);
      case DoubleMatrix m -> DoubleRows.axpy(alpha, (DoubleMatrix) x, m);
    }
  }

  @Override
  protected void doRowSums(Matrix x, double factor, Matrix sums) {
    switch (x) {
      case FloatMatrix m -> {
        float[] scratch = floatScratch.borrow();
        try {
          FloatRows.rowSums(m, (float) factor, (FloatMatrix) sums, scratch);
        } finally {
          floatScratch.giveBack(scratch);
        }
      }
      case DoubleMatrix m -> {
        double[] scratch = doubleScratch.borrow();
        try {
          DoubleRows.rowSums(m, factor, (DoubleMatrix) sums, scratch);
        } finally {
          doubleScratch.giveBack(scratch);
        }
      }
    }
  }

  @Override
  protected double doLogisticLoss(Matrix z, Matrix y) {
    double[] scratch = doubleScratch.borrow();
    try {
      return switch (z) {
        case FloatMatrix m -> FloatRows.logisticLoss(m, (FloatMatrix) y, scratch);
        case DoubleMatrix m -> DoubleRows.logisticLoss(m, (DoubleMatrix) y, scratch);
      };
    } finally {
      doubleScratch.giveBack(scratch);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
