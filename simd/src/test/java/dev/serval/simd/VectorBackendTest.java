// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.Views.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorBackendTest {

  private static final long SEED = Views.seed();

  private final Backend reference = new ReferenceBackend();
  private final Backend backend = new VectorBackend(new BackendOptions(3), KernelUse.ALWAYS);
  private final Backend plain = new VectorBackend(new BackendOptions(3), KernelUse.NEVER);

  @AfterEach
  void close() {
    backend.close();
    plain.close();
  }

  /** An operation with two inputs and one output. */
  private interface Operation {
    void run(Backend on, Matrix x, Matrix y, Matrix result);
  }

  @ParameterizedTest
  @EnumSource
  void elementwiseOperationsGiveTheReferencesBitsInEveryLayout(ElementType type) {
    check(type, "sigmoid", (on, x, y, result) -> on.sigmoid(x, result));
    check(type, "relu", (on, x, y, result) -> on.relu(x, result));
    check(type, "sigmoidBackward", Backend::sigmoidBackward);
    check(type, "reluBackward", Backend::reluBackward);
    check(type, "subtract", Backend::subtract);
    check(
        type,
        "axpy",
        (on, x, y, result) -> {
          result.assign(y);
          on.axpy(-0.0075, x, result);
        });
  }

  private void check(ElementType type, String name, Operation operation) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int rows : new int[] {0, 1, 2, 5}) {
      for (int cols : new int[] {0, 1, 3, 16, 33, 209}) {
        for (int round = 0; round < 8; round++) {
          Matrix x = Views.fill(Views.fenced(type, rows, cols, Views.layout(random)), random, true);
          Matrix y = Views.fill(Views.fenced(type, rows, cols, Views.layout(random)), random, true);
          Matrix result = Views.fenced(type, rows, cols, Views.layout(random));
          Matrix expected = Matrix.zeros(type, rows, cols);
          operation.run(reference, x, y, expected);
          operation.run(backend, x, y, result);
          String what = name + " " + result.shape() + ", -Dserval.seed=" + SEED;
          assertEquals("", Views.difference(expected, result), what);
          assertEquals(-1, Views.brokenFence(result), "written outside: " + what);
          Matrix loops = Matrix.zeros(type, rows, cols);
          operation.run(plain, x, y, loops);
          assertEquals("", Views.difference(expected, loops), "in plain loops: " + what);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultsMayReplaceAnInput(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    Matrix z = Views.fill(Matrix.zeros(type, 7, 209), random, true);
    Matrix dA = Views.fill(Matrix.zeros(type, 7, 209), random, true);
    Matrix expected = Matrix.zeros(type, 7, 209);
    Matrix inPlace = z.copy();
    reference.relu(z, expected);
    backend.relu(inPlace, inPlace);
    assertEquals("", Views.difference(expected, inPlace));
    Matrix gradient = dA.copy();
    reference.sigmoidBackward(dA, z, expected);
    backend.sigmoidBackward(gradient, z, gradient);
    assertEquals("", Views.difference(expected, gradient));
  }

  @ParameterizedTest
  @EnumSource
  void sumsAndLossGiveTheReferencesBitsInEveryLayout(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (Layout layout : Layout.values()) {
      for (int cols : new int[] {0, 1, 15, 16, 17, 209, 1000}) {
        Matrix x = Views.fill(Views.fenced(type, 5, cols, layout), random, false);
        Matrix y = Views.fill(Views.fenced(type, 5, cols, layout), random, false);
        Matrix expected = Matrix.zeros(type, 5, 1);
        Matrix sums = Views.fenced(type, 5, 1, Layout.GAPS);
        reference.rowSums(x, 1.0 / 209, expected);
        backend.rowSums(x, 1.0 / 209, sums);
        String what = layout + " " + x.shape() + ", -Dserval.seed=" + SEED;
        assertEquals("", Views.difference(expected, sums), what);
        assertEquals(-1, Views.brokenFence(sums), what);
        assertEquals(reference.logisticLoss(x, y), backend.logisticLoss(x, y), what);
        plain.rowSums(x, 1.0 / 209, sums);
        assertEquals("", Views.difference(expected, sums), "in plain loops: " + what);
        assertEquals(reference.logisticLoss(x, y), plain.logisticLoss(x, y), what);
      }
    }
  }

  @Test
  void callersOnSeveralThreadsGetTheSameBits() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    Matrix w = Views.fill(Matrix.zeros(ElementType.FLOAT32, 65, 700), random, false);
    Prepared shared = backend.prepare(w, Prepared.Side.LEFT);
    for (int caller = 0; caller < 4; caller++) {
      int n = 50 + 37 * caller; // some share the pool's threads, all share its buffers
      Matrix x = Views.fill(Matrix.zeros(ElementType.FLOAT32, 700, n), random, false);
      Matrix expected = Matrix.zeros(ElementType.FLOAT32, 65, n);
      reference.gemm(w, x, expected, Epilogue.NONE);
      Thread thread =
          new Thread(
              () -> {
                Matrix c = Matrix.zeros(ElementType.FLOAT32, 65, n);
                Product product = backend.plan(shared, x, c, Epilogue.NONE);
                for (int run = 0; run < 200 && failures.isEmpty(); run++) {
                  product.run();
                  String difference = Views.difference(expected, c);
                  if (!difference.isEmpty()) {
                    failures.add(n + " columns, run " + run + ": " + difference);
                  }
                }
              });
      thread.setUncaughtExceptionHandler((t, e) -> failures.add(e.toString()));
      callers.add(thread);
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    assertTrue(failures.isEmpty(), () -> failures + ", -Dserval.seed=" + SEED);
  }

  @Test
  void aPreparedFactorOfAnotherBackendIsRefused() {
    Matrix a = Matrix.zeros(ElementType.FLOAT32, 2, 2);
    try (Backend other = new VectorBackend(new BackendOptions(1), KernelUse.ALWAYS)) {
      Prepared prepared = other.prepare(a, Prepared.Side.LEFT);
      Matrix c = Matrix.zeros(ElementType.FLOAT32, 2, 2);
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> backend.gemm(prepared, a, c, Epilogue.NONE))
              .getMessage();
      assertTrue(message.contains("prepared by another backend"), message);
    }
  }

  @Test
  void theDescriptionNamesWidthTileAndThreads() {
    Machine machine = Machine.detect();
    assertEquals(3, backend.threads());
    assertTrue(
        backend
            .description()
            .matches(
                "simd: " + machine.vectorBits() + "-bit vectors, tile \\d+×\\d vectors, 3 threads"),
        backend.description());
  }

  @Test
  void aClosedBackendStillComputes() {
    backend.close();
    Matrix a = Matrix.of(ElementType.FLOAT64, new double[][] {{2}});
    Matrix c = Matrix.zeros(ElementType.FLOAT64, 1, 1);
    backend.gemm(a, a, c, Epilogue.NONE);
    assertEquals(4, c.get(0, 0));
  }
}
