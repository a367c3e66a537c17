// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.mkl.global.mkl_rt;

/**
 * Intel MKL with the constant factor packed before timing, which is what we do with ours. Shapes
 * without a constant factor are left to {@link Mkl}.
 */
public final class MklPacked implements Contender {

  /** CBLAS's numbers for identifier and storage. */
  private static final int A_MATRIX = 161;

  private static final int B_MATRIX = 162;
  private static final int PACKED = 151;

  private final int threads;

  /** Loads the library. */
  public MklPacked(int threads) {
    Loader.load(mkl_rt.class);
    mkl_rt.MKL_Set_Num_Threads(threads);
    this.threads = threads;
  }

  @Override
  public String describe() {
    return "oneMKL 2025.3, cblas_gemm_pack and cblas_gemm_compute, " + threads + " thread(s)";
  }

  @Override
  public Work open(Task task) {
    if (task.gemm().constant() == Shapes.Constant.NEITHER) {
      throw new UnsupportedOperationException("no constant factor to pack");
    }
    return task.type() == ElementType.FLOAT32 ? new Floats(task) : new Doubles(task);
  }

  private static final class Floats extends BlasProduct {
    private final boolean left = shape.constant() == Shapes.Constant.LEFT;
    private final FloatPointer a = new FloatPointer(Inputs.floats(factors.a()));
    private final FloatPointer b = new FloatPointer(Inputs.floats(factors.b()));
    private final FloatPointer c = new FloatPointer((long) m * n);
    private final FloatPointer packed;

    Floats(Task task) {
      super(task);
      int side = left ? A_MATRIX : B_MATRIX;
      packed = new FloatPointer(mkl_rt.cblas_sgemm_pack_get_size(side, m, n, k) / Float.BYTES + 1);
      mkl_rt.cblas_sgemm_pack(
          ROW_MAJOR,
          side,
          left ? transA : transB,
          m,
          n,
          k,
          1,
          left ? a : b,
          left ? lda : ldb,
          packed);
    }

    @Override
    public void run() {
      mkl_rt.cblas_sgemm_compute(
          ROW_MAJOR,
          left ? PACKED : transA,
          left ? transB : PACKED,
          m,
          n,
          k,
          left ? packed : a,
          lda,
          left ? b : packed,
          ldb,
          0,
          c,
          n);
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
      packed.close();
    }
  }

  private static final class Doubles extends BlasProduct {
    private final boolean left = shape.constant() == Shapes.Constant.LEFT;
    private final DoublePointer a = new DoublePointer(Inputs.doubles(factors.a()));
    private final DoublePointer b = new DoublePointer(Inputs.doubles(factors.b()));
    private final DoublePointer c = new DoublePointer((long) m * n);
    private final DoublePointer packed;

    Doubles(Task task) {
      super(task);
      int side = left ? A_MATRIX : B_MATRIX;
      packed =
          new DoublePointer(mkl_rt.cblas_dgemm_pack_get_size(side, m, n, k) / Double.BYTES + 1);
      mkl_rt.cblas_dgemm_pack(
          ROW_MAJOR,
          side,
          left ? transA : transB,
          m,
          n,
          k,
          1,
          left ? a : b,
          left ? lda : ldb,
          packed);
    }

    @Override
    public void run() {
      mkl_rt.cblas_dgemm_compute(
          ROW_MAJOR,
          left ? PACKED : transA,
          left ? transB : PACKED,
          m,
          n,
          k,
          left ? packed : a,
          lda,
          left ? b : packed,
          ldb,
          0,
          c,
          n);
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
      packed.close();
    }
  }
}
