// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Running a planned product allocates nothing, on any thread, once its kernels are compiled. (The
 * sigmoid's own allocation is the business of the elementwise package's tests.)
 */
class AllocationTest {

  private static final int WINDOW = 50;

  /** C2 has dozens of large methods to compile first: 5 s on idle cores, far more on busy ones. */
  private static final long TIMEOUT_NANOS = 120_000_000_000L;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"FLOAT32, ALWAYS", "FLOAT64, ALWAYS", "FLOAT32, NEVER", "FLOAT64, NEVER"})
  void aRunAllocatesNothingAfterWarmUp(ElementType type, KernelUse use) {
    try (Backend backend = new VectorBackend(new BackendOptions(2), use)) {
      SplittableRandom random = new SplittableRandom(Views.seed());
      Matrix a = Views.fill(Matrix.zeros(type, 23, 300), random, false);
      Matrix b = Views.fill(Matrix.zeros(type, 300, 333), random, false);
      Matrix c = Matrix.zeros(type, 23, 333);
      Matrix bias = Views.fill(Matrix.zeros(type, 23, 1), random, false);
      Matrix sums = Matrix.zeros(type, 23, 1);
      Matrix target = Matrix.zeros(type, 23, 333);
      Prepared prepared = backend.prepare(b, Prepared.Side.RIGHT);
      Product[] products = {
        backend.plan(a, b, c, new Epilogue.Bias(bias)),
        backend.plan(a, prepared, c, new Epilogue.BiasRelu(bias)),
        backend.plan(a, prepared, c, new Epilogue.Add(c.copy(), new Epilogue.BiasRelu(bias))),
        backend.plan(a, b, c, new Epilogue.ReluMask(c.copy())),
        backend.plan(a, b, Matrix.zeros(type, 333, 23).transposed(), new Epilogue.Scale(0.5)),
        backend.plan(a, b.columns(0, 1), c.columns(0, 1), Epilogue.NONE)
      };
      assertTrue(
          use == KernelUse.NEVER || products[0].toString().contains("2 parts"),
          "the worker takes part");
      waitForAWindowWithoutAllocation(
          () -> {
            for (Product product : products) {
              product.run();
            }
            backend.rowSums(c, 0.5, sums);
            backend.axpy(-0.5, c, target);
          });
    }
  }

  private void waitForAWindowWithoutAllocation(Runnable step) {
    step.run(); // the workers have started
    long[] ids = computingThreads();
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    long allocated;
    do {
      long before = allocated(ids);
      for (int run = 0; run < WINDOW; run++) {
        step.run();
      }
      allocated = allocated(ids) - before;
      long last = allocated;
      assertTrue(
          last == 0 || System.nanoTime() < deadline,
          () -> "the last " + WINDOW + " runs allocated " + last + " bytes");
    } while (allocated != 0);
  }

  /** Returns this thread and the workers. */
  private static long[] computingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.equals(Thread.currentThread()) || t.getName().startsWith("serval-worker"))
        .mapToLong(Thread::threadId)
        .toArray();
  }

  private long allocated(long[] ids) {
    long sum = 0;
    for (long id : ids) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }
}
