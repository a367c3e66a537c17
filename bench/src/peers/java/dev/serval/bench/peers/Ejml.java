// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/** EJML, pure Java: the CommonOps that its manual names, with or without threads. */
public final class Ejml implements Contender {

  private final int threads;

  /** Sets the size of EJML's own pool. */
  public Ejml(int threads) {
    this.threads = threads;
    EjmlConcurrency.setMaxThreads(threads);
  }

  @Override
  public String describe() {
    return "EJML 0.46.1, CommonOps" + (threads > 1 ? "_MT, " : ", ") + threads + " thread(s)";
  }

  @Override
  public Work open(Task task) {
    return task.type() == ElementType.FLOAT32 ? floats(task.gemm()) : doubles(task.gemm());
  }

  /** One of EJML's products. */
  private interface Product<T> {
    @SuppressWarnings("CheckReturnValue")
    T of(T a, T b, T c);
  }

  private Work floats(Shapes.Gemm shape) {
    Inputs.Factors factors = Inputs.factors(shape, ElementType.FLOAT32);
    FMatrixRMaj a =
        FMatrixRMaj.wrap(factors.a().rows(), factors.a().cols(), Inputs.floats(factors.a()));
    FMatrixRMaj b =
        FMatrixRMaj.wrap(factors.b().rows(), factors.b().cols(), Inputs.floats(factors.b()));
    FMatrixRMaj c = new FMatrixRMaj(shape.m(), shape.n());
    Product<FMatrixRMaj> product;
    if (threads > 1) {
      product =
          shape.isATransposed()
              ? CommonOps_MT_FDRM::multTransA
              : shape.isBTransposed() ? CommonOps_MT_FDRM::multTransB : CommonOps_MT_FDRM::mult;
    } else {
      product =
          shape.isATransposed()
              ? CommonOps_FDRM::multTransA
              : shape.isBTransposed() ? CommonOps_FDRM::multTransB : CommonOps_FDRM::mult;
    }
    return new Work() {
      @Override
      public void run() {
        product.of(a, b, c);
      }

      @Override
      public double[] result() {
        run();
        return Inputs.widened(c.data);
      }
    };
  }

  private Work doubles(Shapes.Gemm shape) {
    Inputs.Factors factors = Inputs.factors(shape, ElementType.FLOAT64);
    DMatrixRMaj a =
        DMatrixRMaj.wrap(factors.a().rows(), factors.a().cols(), Inputs.doubles(factors.a()));
    DMatrixRMaj b =
        DMatrixRMaj.wrap(factors.b().rows(), factors.b().cols(), Inputs.doubles(factors.b()));
    DMatrixRMaj c = new DMatrixRMaj(shape.m(), shape.n());
    Product<DMatrixRMaj> product;
    if (threads > 1) {
      product =
          shape.isATransposed()
              ? CommonOps_MT_DDRM::multTransA
              : shape.isBTransposed() ? CommonOps_MT_DDRM::multTransB : CommonOps_MT_DDRM::mult;
    } else {
      product =
          shape.isATransposed()
              ? CommonOps_DDRM::multTransA
              : shape.isBTransposed() ? CommonOps_DDRM::multTransB : CommonOps_DDRM::mult;
    }
    return new Work() {
      @Override
      public void run() {
        product.of(a, b, c);
      }

      @Override
      public double[] result() {
        run();
        return c.data.clone();
      }
    };
  }
}
