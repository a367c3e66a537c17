// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;

/**
 * netlib's BLAS on the Vector API, as Apache Spark uses it; it has no threads. BLAS is
 * column-major, so row-major C = A·B is asked for as Cᵀ = Bᵀ·Aᵀ.
 */
public final class NetlibBlas implements Contender {

  private final BLAS blas = JavaBLAS.getInstance();

  /** Chooses the Java implementation. */
  public NetlibBlas(int threads) {
    if (threads != 1) {
      throw new IllegalArgumentException("has no threads");
    }
  }

  @Override
  public String describe() {
    return "dev.ludovic.netlib 3.2.0, " + blas.getClass().getSimpleName();
  }

  @Override
  public Work open(Task task) {
    Shapes.Gemm shape = task.gemm();
    Inputs.Factors factors = Inputs.factors(shape, task.type());
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    String transA = shape.isATransposed() ? "T" : "N";
    String transB = shape.isBTransposed() ? "T" : "N";
    int lda = shape.isATransposed() ? m : k;
    int ldb = shape.isBTransposed() ? k : n;
    if (task.type() == ElementType.FLOAT32) {
      float[] a = Inputs.floats(factors.a());
      float[] b = Inputs.floats(factors.b());
      float[] c = new float[m * n];
      return new Work() {
        @Override
        public void run() {
          blas.sgemm(transB, transA, n, m, k, 1, b, ldb, a, lda, 0, c, n);
        }

        @Override
        public double[] result() {
          run();
          return Inputs.widened(c);
        }
      };
    }
    double[] a = Inputs.doubles(factors.a());
    double[] b = Inputs.doubles(factors.b());
    double[] c = new double[m * n];
    return new Work() {
      @Override
      public void run() {
        blas.dgemm(transB, transA, n, m, k, 1, b, ldb, a, lda, 0, c, n);
      }

      @Override
      public double[] result() {
        run();
        return c.clone();
      }
    };
  }
}
