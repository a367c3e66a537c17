// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.math.PinnedSum;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
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
import dev.serval.simd.gemm.BufferPool;
import dev.serval.simd.kernel.DoubleKernels;
import dev.serval.simd.kernel.FloatKernels;
import dev.serval.simd.kernel.VectorUnit;
import dev.serval.simd.warm.Constant;
import dev.serval.simd.warm.Kinds;
import dev.serval.simd.warm.PlainPlanner;
import dev.serval.simd.warm.ProductKind;
import dev.serval.simd.warm.StagedProduct;
import dev.serval.simd.warm.WarmUp;
import dev.serval.simd.warm.Warmth;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backend on the Vector API. Products go to the planners of {@code gemm}, elementwise
 * operations run row by row on the caller's thread; while the kernels they need are not compiled,
 * all of it runs in the plain loops of {@code warm}. Owns its threads and buffers.
 */
final class VectorBackend extends Backend {

  /** Roughly what an elementwise operation takes in plain loops. */
  private static final long ROWS_NANOS = 2_000;

  private final KernelUse use;
  private final PlainPlanner plain;
  private final LazyEngine engine;
  private final LazyEngine trials;
  private final WarmUp warmUp = new WarmUp();
  private final Kinds kinds;
  private final Warmth floatRows;
  private final Warmth doubleRows;
  private final int threads;

  // Memory for the 16 stripes of a sum and whatever the loss needs besides, lent so that nothing is
  // allocated.
  private final BufferPool<float[]> floatScratch;
  private final BufferPool<double[]> doubleScratch;

  /** Opens a backend that uses kernels when they are warm. */
  VectorBackend(BackendOptions options) {
    this(options, options.kernelsAtOnce() ? KernelUse.ALWAYS : KernelUse.WHEN_WARM);
  }

  VectorBackend(BackendOptions options, KernelUse use) {
    this(use, options.threads(), Runtime.getRuntime().availableProcessors(), null);
  }

  /** Opens a backend with parts of the caller's choice; it closes the threads. */
  VectorBackend(
      KernelUse use,
      Machine machine,
      ParallelFor threads,
      FloatKernels floatKernels,
      DoubleKernels doubleKernels,
      double flopsPerThread) {
    this(
        use,
        threads.threads(),
        machine.cores(),
        new Parts(machine, threads, floatKernels, doubleKernels, flopsPerThread));
  }

  private VectorBackend(KernelUse use, int threads, int cores, @Nullable Parts parts) {
    this.use = use;
    this.threads = threads;
    // As many as can compute at the same time: the pool's threads, callers on every core besides,
    // and the warm-up.
    int buffers = threads + cores + 1;
    plain = new PlainPlanner(buffers);
    engine =
        parts == null
            ? new LazyEngine(this, threads, buffers, plain)
            : new LazyEngine(this, parts.threads, parts.engine(this, buffers, plain), plain);
    trials = new LazyEngine(this, 1, 1, plain);
    kinds = new Kinds(warmUp, trials);
    floatRows = warmUp.add(new RowsTrial(ElementType.FLOAT32));
    doubleRows = warmUp.add(new RowsTrial(ElementType.FLOAT64));
    // Classes, not lambdas: the first lambda of a fresh JVM costs milliseconds.
    floatScratch =
        new BufferPool<>(
            buffers,
            new Supplier<>() {
              @Override
              public float[] get() {
                return new float[PinnedSum.STRIPES];
              }
            });
    doubleScratch =
        new BufferPool<>(
            buffers,
            new Supplier<>() {
              @Override
              public double[] get() {
                return new double[LogisticLoss.SCRATCH];
              }
            });
  }

  /** What a test brings along. */
  private record Parts(
      Machine machine,
      ParallelFor threads,
      FloatKernels floatKernels,
      DoubleKernels doubleKernels,
      double flopsPerThread) {

    VectorEngine engine(Object owner, int buffers, PlainPlanner plain) {
      return new VectorEngine(
          owner, machine, threads, floatKernels, doubleKernels, flopsPerThread, buffers, plain);
    }
  }

  @Override
  public String name() {
    return VectorBackendProvider.NAME;
  }

  @Override
  @SuppressWarnings("UnnecessaryStringBuilder") // see below
  public String description() {
    // No format and no +: what these bring along costs a fresh JVM more than a prediction.
    return new StringBuilder("simd: ")
        .append(VectorUnit.bits())
        .append("-bit vectors, tile ")
        .append(FloatKernels.forThisMachine().tallest())
        .append(" vectors, ")
        .append(threads)
        .append(threads == 1 ? " thread" : " threads")
        .toString();
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  protected Prepared doPrepare(Matrix constant, Prepared.Side side) {
    return use == KernelUse.ALWAYS
        ? engine.prepare(constant, side)
        : new Constant(this, side, constant);
  }

  @Override
  protected Product doPlan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    if (use == KernelUse.ALWAYS) {
      return engine.kernels(a, b, c, epilogue);
    }
    Warmth warmth = kinds.warmth(ProductKind.of(a, b, c, epilogue));
    if (!isPlain(a) || !isPlain(b)) { // other products with this factor are on the kernels
      return engine.kernels(packed(a), packed(b), c, epilogue);
    }
    Product loops = plain.plan(a, b, c, epilogue);
    return use == KernelUse.NEVER
        ? loops
        : new StagedProduct(a, b, c, epilogue, loops, engine, warmth, warmUp);
  }

  private static boolean isPlain(Operand operand) {
    return !(operand instanceof Constant constant) || constant.isPlain();
  }

  private Operand packed(Operand operand) {
    return operand instanceof Constant constant ? constant.packed(engine) : operand;
  }

  private boolean vectors(Warmth rows) {
    return switch (use) {
      case ALWAYS -> true;
      case NEVER -> false;
      case WHEN_WARM -> rows.isWarm() || noted(rows);
    };
  }

  private boolean noted(Warmth rows) {
    warmUp.ran(rows, ROWS_NANOS);
    return false;
  }

  // Here and below no switch over types: the first of a fresh JVM costs milliseconds.
  @Override
  protected void doSigmoid(Matrix z, Matrix a) {
    if (z instanceof FloatMatrix m) {
      FloatRows.sigmoid(m, (FloatMatrix) a, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) z;
      DoubleRows.sigmoid(m, (DoubleMatrix) a, vectors(doubleRows));
    }
  }

  @Override
  protected void doRelu(Matrix z, Matrix a) {
    if (z instanceof FloatMatrix m) {
      FloatRows.relu(m, (FloatMatrix) a, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) z;
      DoubleRows.relu(m, (DoubleMatrix) a, vectors(doubleRows));
    }
  }

  @Override
  protected void doSigmoidBackward(Matrix dA, Matrix z, Matrix dZ) {
    if (z instanceof FloatMatrix m) {
      FloatRows.sigmoidBackward((FloatMatrix) dA, m, (FloatMatrix) dZ, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) z;
      DoubleRows.sigmoidBackward((DoubleMatrix) dA, m, (DoubleMatrix) dZ, vectors(doubleRows));
    }
  }

  @Override
  protected void doReluBackward(Matrix dA, Matrix z, Matrix dZ) {
    if (z instanceof FloatMatrix m) {
      FloatRows.reluBackward((FloatMatrix) dA, m, (FloatMatrix) dZ, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) z;
      DoubleRows.reluBackward((DoubleMatrix) dA, m, (DoubleMatrix) dZ, vectors(doubleRows));
    }
  }

  @Override
  protected void doSubtract(Matrix a, Matrix b, Matrix c) {
    if (c instanceof FloatMatrix m) {
      FloatRows.subtract((FloatMatrix) a, (FloatMatrix) b, m, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) c;
      DoubleRows.subtract((DoubleMatrix) a, (DoubleMatrix) b, m, vectors(doubleRows));
    }
  }

  @Override
  protected void doAxpy(double alpha, Matrix x, Matrix y) {
    if (y instanceof FloatMatrix m) {
      FloatRows.axpy((float) alpha, (FloatMatrix) x, m, vectors(floatRows));
    } else {
      DoubleMatrix m = (DoubleMatrix) y;
      DoubleRows.axpy(alpha, (DoubleMatrix) x, m, vectors(doubleRows));
    }
  }

  @Override
  protected void doRowSums(Matrix x, double factor, Matrix sums) {
    if (x instanceof FloatMatrix m) {
      float[] scratch = floatScratch.borrow();
      try {
        FloatRows.rowSums(m, (float) factor, (FloatMatrix) sums, scratch, vectors(floatRows));
      } finally {
        floatScratch.giveBack(scratch);
      }
    } else {
      DoubleMatrix m = (DoubleMatrix) x;
      double[] scratch = doubleScratch.borrow();
      try {
        DoubleRows.rowSums(m, factor, (DoubleMatrix) sums, scratch, vectors(doubleRows));
      } finally {
        doubleScratch.giveBack(scratch);
      }
    }
  }

  @Override
  protected double doLogisticLoss(Matrix z, Matrix y) {
    double[] scratch = doubleScratch.borrow();
    try {
      return z instanceof FloatMatrix m
          ? FloatRows.logisticLoss(m, (FloatMatrix) y, scratch, vectors(floatRows))
          : DoubleRows.logisticLoss(
              (DoubleMatrix) z, (DoubleMatrix) y, scratch, vectors(doubleRows));
    } finally {
      doubleScratch.giveBack(scratch);
    }
  }

  @Override
  public void close() {
    warmUp.close();
    trials.close();
    engine.close();
  }
}
