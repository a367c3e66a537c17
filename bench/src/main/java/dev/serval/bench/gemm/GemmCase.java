// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.gemm;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.bench.Verification;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/** One product of one shape on one backend, known to be right. */
final class GemmCase {

  private final Shapes.Gemm shape;
  private final Backend backend;
  private final Matrix c;
  private final Matrix expected;
  private final Product product;

  /**
   * Plans the product, runs it once and compares it with the reference.
   *
   * @param backend stays the caller's to close
   * @throws IllegalStateException if the bits are not the reference's
   */
  GemmCase(Shapes.Gemm shape, ElementType type, Backend backend) {
    this.shape = shape;
    this.backend = backend;
    RandomMatrices random = new RandomMatrices();
    Matrix a = random(random, type, shape.m(), shape.k(), shape.isATransposed());
    Matrix b = random(random, type, shape.k(), shape.n(), shape.isBTransposed());
    c = Matrix.zeros(type, shape.m(), shape.n());
    expected = Matrix.zeros(type, shape.m(), shape.n());
    try (Backend reference = BackendChoice.openReference()) {
      reference.gemm(a, b, expected, Epilogue.NONE);
    }
    Operand left =
        shape.constant() == Shapes.Constant.LEFT ? backend.prepare(a, Prepared.Side.LEFT) : a;
    Operand right =
        shape.constant() == Shapes.Constant.RIGHT ? backend.prepare(b, Prepared.Side.RIGHT) : b;
    product = backend.plan(left, right, c, Epilogue.NONE);
    run();
    verify();
  }

  private static Matrix random(
      RandomMatrices random, ElementType type, int rows, int cols, boolean transposed) {
    return transposed
        ? random.uniform(type, cols, rows, -1, 1).transposed()
        : random.uniform(type, rows, cols, -1, 1);
  }

  /** Computes the product. */
  void run() {
    product.run();
  }

  /** Compares the result of the last run with the reference's, bit for bit. */
  void verify() {
    Verification.requireSameBits("gemm " + shape, backend, expected, c);
  }

  /** Returns the operations of one run. */
  double flops() {
    return shape.flops();
  }
}
