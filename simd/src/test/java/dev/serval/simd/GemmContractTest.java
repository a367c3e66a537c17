// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.simd.Views.Layout;
import dev.serval.simd.exec.ParallelFor;
import dev.serval.simd.exec.SerialExecutor;
import dev.serval.simd.exec.ShuffledExecutor;
import dev.serval.simd.exec.WorkerPool;
import dev.serval.simd.gemm.GemmPlan.Method;
import dev.serval.simd.kernel.DoubleKernels;
import dev.serval.simd.kernel.FloatKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of the SIMD backend against those of the reference, bit by bit. */
class GemmContractTest {

  private static final long SEED = Views.seed();

  /**
   * A cache so small that every tile is a block of its own: all five loops turn in small products.
   */
  private static final int TINY_CACHE = 1;

  private static final List<Backend> BACKENDS = new ArrayList<>();
  private static final Backend REFERENCE = new ReferenceBackend();

  @BeforeAll
  static void openBackends() {
    BACKENDS.add(new VectorBackend(new BackendOptions(1), KernelUse.NEVER));
    for (int registers : new int[] {16, 32}) {
      add(TINY_CACHE, new SerialExecutor(), registers);
      add(Machine.detect().l2Bytes(), new SerialExecutor(), registers);
      add(TINY_CACHE, new ShuffledExecutor(5, SEED), registers);
      for (int threads : new int[] {2, 3, 7}) {
        add(Machine.detect().l2Bytes(), new WorkerPool(threads), registers);
      }
    }
  }

  private static void add(int l2Bytes, ParallelFor threads, int registers) {
    Machine here = Machine.detect();
    BACKENDS.add(
        new VectorBackend(
            KernelUse.ALWAYS,
            new Machine(
                here.vectorBits(),
                registers,
                here.cores(),
                here.l1Bytes(),
                l2Bytes,
                here.l3Bytes()),
            threads,
            FloatKernels.forRegisters(registers),
            DoubleKernels.forRegisters(registers),
            1)); // every thread gets work, however little
  }

  @AfterAll
  static void closeBackends() {
    BACKENDS.forEach(Backend::close);
    BACKENDS.clear();
  }

  @ParameterizedTest
  @EnumSource
  void sizesRoundEveryBoundaryGiveTheReferencesBits(ElementType type, TestReporter reporter) {
    SplittableRandom random = new SplittableRandom(SEED);
    int nr =
        type == ElementType.FLOAT32
            ? FloatKernels.forThisMachine().tallest().cols()
            : DoubleKernels.forThisMachine().tallest().cols();
    PlanKinds kinds = new PlanKinds();
    int cases = 0;
    int nonZero = 0;
    int elements = 0;
    for (int m : around(1, 5, 6, 7, 8, 9, 11, 12, 13, 20, 24, 25)) {
      for (int n : around(1, 3, nr / 2, nr - 1, nr, nr + 1, 2 * nr, 67)) {
        for (int k : new int[] {0, 1, 2, 7, 20, 255, 256, 257, 511, 512, 513}) {
          Case product = new Case(type, m, n, k, random.split());
          cases += product.checkOnAll(kinds);
          nonZero += product.nonZero();
          elements += m * n;
        }
      }
    }
    reporter.publishEntry("products of " + type, Integer.toString(cases));
    // A comparison of zeros with zeros would prove nothing.
    assertTrue(nonZero * 10L > elements, nonZero + " of " + elements + " elements are not zero");
    kinds.assertMet(PlanKinds.of(Method.TILES, false), SEED);
    kinds.assertMet(PlanKinds.of(Method.DOTS, false), SEED);
    kinds.assertMet(PlanKinds.of(Method.DOTS, true), SEED);
  }

  private static Iterable<Integer> around(int... sizes) {
    TreeSet<Integer> all = new TreeSet<>();
    all.add(0);
    for (int size : sizes) {
      all.add(size);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void theCatNetworksProductsGiveTheReferencesBits(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    new Case(type, 20, 209, 12288, random).checkOnAll();
    new Case(type, 7, 209, 20, random).checkOnAll();
    new Case(type, 1, 209, 5, random).checkOnAll();
    new Case(type, 20, 1, 12288, random).checkOnAll();
    new Case(type, 20, 12288, 209, random).checkOnAll();
    new Case(type, 5, 7, 209, random).checkOnAll();
  }

  @ParameterizedTest
  @EnumSource
  void primeSizesBeyondEveryBlockGiveTheReferencesBits(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    new Case(type, 257, 1031, 263, random).checkOnAll();
    new Case(type, 523, 61, 769, random).checkOnAll();
  }

  @ParameterizedTest
  @EnumSource
  void fewColumnsGiveTheReferencesBits(ElementType type) {
    SplittableRandom random = new SplittableRandom(SEED);
    PlanKinds kinds = new PlanKinds();
    // 8191 … 9000: lanes along segments, at every width, with none, whole and short ones missing.
    for (int k : new int[] {0, 5, 1023, 1024, 1025, 1300, 2309, 8191, 8192, 8193, 9000}) {
      for (int n = 1; n <= 5; n++) {
        for (int m : new int[] {1, 2, 3, 4, 7, 20, 65, 130}) {
          new Case(type, m, n, k, random.split()).checkOnAll(kinds);
        }
      }
    }
    kinds.assertMet(PlanKinds.of(Method.BY_COLUMN, false), SEED);
    kinds.assertMet(PlanKinds.of(Method.TILES, true), SEED);
  }

  /** One product: operands of random layout, a random epilogue, computed by the reference. */
  private static final class Case {
    final ElementType type;
    final SplittableRandom random;
    final Matrix a;
    final Matrix b;
    final Layout layout;
    final Epilogue epilogue;
    final Matrix expected;

    Case(ElementType type, int m, int n, int k, SplittableRandom random) {
      this.type = type;
      this.random = random;
      boolean specials = random.nextInt(4) == 0;
      a = Views.fill(Views.fenced(type, m, k, layout()), random, specials);
      b = Views.fill(Views.fenced(type, k, n, layout()), random, specials);
      layout = layout();
      epilogue = epilogue(m, n);
      expected = Matrix.zeros(type, m, n);
      REFERENCE.gemm(a, b, expected, epilogue);
    }

    Layout layout() {
      return Views.layout(random);
    }

    Epilogue epilogue(int m, int n) {
      IntFunction<Matrix> operand =
          cols -> Views.fill(Views.fenced(type, m, cols, layout()), random, true);
      Epilogue simple = simpleEpilogue(operand, n);
      return random.nextInt(3) == 0 ? new Epilogue.Add(operand.apply(n), simple) : simple;
    }

    private Epilogue simpleEpilogue(IntFunction<Matrix> operand, int n) {
      return switch (random.nextInt(7)) {
        case 0 -> new Epilogue.Bias(operand.apply(1));
        case 1 -> new Epilogue.BiasRelu(operand.apply(1));
        case 2 -> new Epilogue.BiasSigmoid(operand.apply(1));
        case 3 -> new Epilogue.Scale(1.0 / 209);
        case 4 -> new Epilogue.ReluMask(operand.apply(n));
        default -> Epilogue.NONE;
      };
    }

    /** Returns how many products were compared. */
    int checkOnAll() {
      return checkOnAll(new PlanKinds());
    }

    /** Returns how many products were compared, and notes how they were planned. */
    int checkOnAll(PlanKinds kinds) {
      for (Backend backend : BACKENDS) {
        kinds.meet(check(backend, random.nextInt(4)));
      }
      return BACKENDS.size();
    }

    /** Returns the plan. */
    String check(Backend backend, int prepared) {
      Matrix c = Views.fenced(type, a.rows(), b.cols(), layout);
      Operand left = (prepared & 1) != 0 ? backend.prepare(a, Prepared.Side.LEFT) : a;
      Operand right = (prepared & 2) != 0 ? backend.prepare(b, Prepared.Side.RIGHT) : b;
      var product = backend.plan(left, right, c, epilogue);
      product.run();
      String plan = product.toString();
      String what = what(backend, plan);
      assertEquals("", Views.difference(expected, c), () -> what);
      assertEquals(-1, Views.brokenFence(c), () -> "written outside C: " + what);
      product.run();
      assertEquals("", Views.difference(expected, c), () -> "second run: " + what);
      return plan;
    }

    String what(Backend backend, String plan) {
      return "%s, C %s, %s, %s; reproduce with -Dserval.seed=%d"
          .formatted(plan, layout, name(epilogue), backend.description(), SEED);
    }

    private static String name(Epilogue epilogue) {
      String name = epilogue.getClass().getSimpleName();
      return epilogue instanceof Epilogue.Add add ? name + " then " + name(add.then()) : name;
    }

    int nonZero() {
      int count = 0;
      for (int i = 0; i < expected.rows(); i++) {
        for (int j = 0; j < expected.cols(); j++) {
          count += expected.get(i, j) != 0 ? 1 : 0;
        }
      }
      return count;
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallIntegersAreExact(ElementType type) {
    int size = 40;
    Matrix a = Matrix.zeros(type, size, 300);
    Matrix b = Matrix.zeros(type, 300, size);
    for (int i = 0; i < size; i++) {
      for (int p = 0; p < 300; p++) {
        a.set(i, p, (i * 7 + p) % 9 - 4);
        b.set(p, i, (i * 5 + p * 3) % 7 - 3);
      }
    }
    for (Backend backend : BACKENDS) {
      Matrix c = Matrix.zeros(type, size, size);
      backend.gemm(a, b, c, Epilogue.NONE);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double sum = 0; // of small integers: exact
          for (int p = 0; p < 300; p++) {
            sum += a.get(i, p) * b.get(p, j);
          }
          assertEquals(sum, c.get(i, j), backend.description());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theIdentityChangesNothing(ElementType type) {
    Matrix a = Views.fill(Matrix.zeros(type, 31, 45), new SplittableRandom(SEED), false);
    Matrix identity = Matrix.zeros(type, 45, 45);
    for (int i = 0; i < 45; i++) {
      identity.set(i, i, 1);
    }
    for (Backend backend : BACKENDS) {
      Matrix c = Matrix.zeros(type, 31, 45);
      backend.gemm(a, identity, c, Epilogue.NONE);
      assertEquals("", Views.difference(a, c), backend.description());
    }
  }

  @Test
  void operandsAreReadAnewAtEveryRunButPreparedOnesAreNot() {
    try (Backend backend = new VectorBackend(new BackendOptions(1), KernelUse.ALWAYS)) {
      Matrix a = Matrix.of(ElementType.FLOAT32, new double[][] {{2}});
      Matrix b = Matrix.of(ElementType.FLOAT32, new double[][] {{3}});
      Matrix c = Matrix.zeros(ElementType.FLOAT32, 1, 1);
      var product = backend.plan(backend.prepare(a, Prepared.Side.LEFT), b, c, Epilogue.NONE);
      product.run();
      assertEquals(6, c.get(0, 0));
      a.set(0, 0, 100);
      b.set(0, 0, 5);
      product.run();
      assertEquals(10, c.get(0, 0));
    }
  }
}
