// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.mkl.global.mkl_rt;

/** Intel MKL through JavaCPP, one call per product. */
public final class Mkl implements Contender {

  private final int threads;

  /** Loads the library. */
  public Mkl(int threads) {
    Loader.load(mkl_rt.class);
    mkl_rt.MKL_Set_Num_Threads(threads);
    this.threads = threads;
  }

  @Override
  public String describe() {
    return "oneMKL 2025.3, cblas_gemm, " + threads + " thread(s)";
  }

  @Override
  public Work open(Task task) {
    return task.type() == ElementType.FLOAT32 ? new Floats(task) : new Doubles(task);
  }

  private static final class Floats extends BlasProduct {
    private final FloatPointer a = new FloatPointer(Inputs.floats(factors.a()));
    private final FloatPointer b = new FloatPointer(Inputs.floats(factors.b()));
    private final FloatPointer c = new FloatPointer((long) m * n);

    Floats(Task task) {
      super(task);
    }

    @Override
    public void run() {
      mkl_rt.cblas_sgemm(ROW_MAJOR, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }

    @Override
    double[] c() {
      float[] values = new float[m * n];
      c.get(values);
      return Inputs.widened(values);
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }
  }

  private static final class Doubles extends BlasProduct {
    private final DoublePointer a = new DoublePointer(Inputs.doubles(factors.a()));
    private final DoublePointer b = new DoublePointer(Inputs.doubles(factors.b()));
    private final DoublePointer c = new DoublePointer((long) m * n);

    Doubles(Task task) {
      super(task);
    }

    @Override
    public void run() {
      mkl_rt.cblas_dgemm(ROW_MAJOR, transA, transB, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }

    @Override
    double[] c() {
      double[] values = new double[m * n];
      c.get(values);
      return values;
    }

    @Override
    public void close() {
      a.close();
      b.close();
      c.close();
    }
  }
}
