// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From plain loops to kernels and what stays the same. */
class WarmUpTest {

  private static final long SEED = Views.seed();

  /** C2 needs a second for a tile on a busy machine; the warm-up itself gives up after five. */
  private static final long TIMEOUT_NANOS = 120_000_000_000L;

  private static final String COLD = "while the kernels are cold";

  private final Backend reference = new ReferenceBackend();

  @ParameterizedTest
  @EnumSource
  void productsMoveToKernelsAndKeepTheirBits(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    Matrix a = Views.fill(Matrix.zeros(type, 20, 300), random, false);
    Matrix b = Views.fill(Matrix.zeros(type, 300, 209), random, false);
    Matrix bias = Views.fill(Matrix.zeros(type, 20, 1), random, false);
    Epilogue epilogue = new Epilogue.BiasRelu(bias);
    Matrix expected = Matrix.zeros(type, 20, 209);
    reference.gemm(a, b, expected, epilogue);
    try (Backend backend = new VectorBackend(new BackendOptions(1))) {
      Prepared left = backend.prepare(a, Prepared.Side.LEFT);
      Prepared right = backend.prepare(b, Prepared.Side.RIGHT);
      Matrix c = Matrix.zeros(type, 20, 209);
      Product product = backend.plan(left, right, c, epilogue);
      assertTrue(product.toString().contains(COLD), product.toString());
      b.set(0, 0, 99); // prepared: not seen
      long deadline = System.nanoTime() + TIMEOUT_NANOS;
      while (product.toString().contains(COLD)) {
        product.run();
        assertEquals("", Views.difference(expected, c), "-Dserval.seed=" + SEED);
        assertTrue(System.nanoTime() < deadline, "still in plain loops");
      }
      product.run();
      assertEquals("", Views.difference(expected, c), product + ", -Dserval.seed=" + SEED);
      // What is planned from now on: with both factors packed, and with the left one alone.
      Matrix d = Matrix.zeros(type, 20, 209);
      backend.gemm(left, right, d, epilogue);
      assertEquals("", Views.difference(expected, d), "-Dserval.seed=" + SEED);
      Matrix column = Matrix.zeros(type, 20, 1);
      Matrix x = Views.fill(Matrix.zeros(type, 300, 1), random, false);
      backend.gemm(left, x, column, Epilogue.NONE);
      Matrix expectedColumn = Matrix.zeros(type, 20, 1);
      reference.gemm(a, x, expectedColumn, Epilogue.NONE);
      assertEquals("", Views.difference(expectedColumn, column), "-Dserval.seed=" + SEED);
    }
  }

  @Test
  void aFewProductsStartNoThreadAndLoadNoVector() throws Exception {
    Jvm.Result result =
        Jvm.run(FewProducts.class, "--add-modules=jdk.incubator.vector", "-verbose");
    assertTrue(result.all().contains("dev.serval.simd.VectorBackend"), "classes are listed");
    assertFalse(result.all().contains("jdk.incubator.vector.FloatVector"), result::all);
    assertTrue(result.lines().contains("threads: 0"), result::all);
  }

  /** Multiplies twice and prints how many threads of Serval there are. */
  static final class FewProducts {
    private FewProducts() {}

    public static void main(String[] args) {
      try (Backend backend = new VectorBackend(new BackendOptions(2))) {
        Matrix a = Matrix.zeros(ElementType.FLOAT32, 20, 300);
        Matrix b = Matrix.zeros(ElementType.FLOAT32, 300, 1);
        Matrix c = Matrix.zeros(ElementType.FLOAT32, 20, 1);
        Prepared left = backend.prepare(a, Prepared.Side.LEFT);
        for (int run = 0; run < 2; run++) {
          backend.gemm(left, b, c, Epilogue.NONE);
          backend.sigmoid(c, c);
        }
        long threads =
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("serval"))
                .count();
        System.out.println("threads: " + threads);
      }
    }
  }

  @Test
  void closingEndsTheWarmUp() throws InterruptedException {
    Set<Thread> others = warmUpThreads(); // of backends that other tests left open
    Backend backend = new VectorBackend(new BackendOptions(1));
    Matrix a = Matrix.zeros(ElementType.FLOAT64, 64, 512);
    Matrix b = Matrix.zeros(ElementType.FLOAT64, 512, 64);
    Matrix c = Matrix.zeros(ElementType.FLOAT64, 64, 64);
    Product product = backend.plan(a, b, c, Epilogue.NONE);
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    // Where other tests have warmed the kernels, the thread is done before anyone sees it.
    while (product.toString().contains(COLD) && others.containsAll(warmUpThreads())) {
      product.run();
      assertTrue(System.nanoTime() < deadline, "no warm-up began");
    }
    backend.close();
    assertTrue(others.containsAll(warmUpThreads()), "the thread has ended");
    product.run();
  }

  private static Set<Thread> warmUpThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("serval-warm-up") && thread.isAlive())
        .collect(Collectors.toSet());
  }
}
