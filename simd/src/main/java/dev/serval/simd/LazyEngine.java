// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.exec.SerialExecutor;
import dev.serval.simd.exec.WorkerPool;
import dev.serval.simd.gemm.GemmPlan;
import dev.serval.simd.kernel.DoubleKernels;
import dev.serval.simd.kernel.FloatKernels;
import dev.serval.simd.warm.PlainPlanner;
import dev.serval.simd.warm.ProductTrial;
import org.jspecify.annotations.Nullable;

/**
 * A {@link VectorEngine} and its threads, made when first asked for anything but plain loops:
 * looking at the machine, loading the Vector API and starting threads take a fresh JVM longer than
 * a prediction. Once closed it makes no threads any more, but still computes.
 */
final class LazyEngine implements ProductTrial.Planner, AutoCloseable {

  private final Object owner;
  private final int threadCount;
  private final int buffers;
  private final PlainPlanner plain;
  private @Nullable ParallelFor threads;
  private @Nullable VectorEngine engine;
  private boolean closed;

  LazyEngine(Object owner, int threadCount, int buffers, PlainPlanner plain) {
    this.owner = owner;
    this.threadCount = threadCount;
    this.buffers = buffers;
    this.plain = plain;
  }

  /** Wraps an engine that is there already. */
  LazyEngine(Object owner, ParallelFor threads, VectorEngine engine, PlainPlanner plain) {
    this(owner, threads.threads(), 0, plain);
    this.threads = threads;
    this.engine = engine;
  }

  private synchronized VectorEngine engine() {
    if (engine == null) {
      ParallelFor pool =
          threadCount == 1 || closed ? new SerialExecutor() : new WorkerPool(threadCount);
      threads = pool;
      engine =
          new VectorEngine(
              owner,
              Machine.detect(),
              pool,
              FloatKernels.forThisMachine(),
              DoubleKernels.forThisMachine(),
              GemmPlan.FLOPS_PER_THREAD,
              buffers,
              plain);
    }
    return engine;
  }

  @Override
  public Prepared prepare(Matrix constant, Prepared.Side side) {
    return engine().prepare(constant, side);
  }

  @Override
  public Product kernels(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    return engine().kernels(a, b, c, epilogue);
  }

  @Override
  public Product plain(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    return plain.plan(a, b, c, epilogue);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (threads != null) {
      threads.close();
    }
  }
}
