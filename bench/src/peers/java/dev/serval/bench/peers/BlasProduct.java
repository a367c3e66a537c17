// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;

/**
 * C := A·B by a native CBLAS, row-major, on memory outside the heap: what users of JavaCPP's
 * bindings do when they care for speed, since arrays would be copied in and out at each call.
 */
abstract class BlasProduct implements Work {

  /** CBLAS's numbers for its enumerations. */
  static final int ROW_MAJOR = 101;

  static final int NO_TRANS = 111;
  static final int TRANS = 112;

  final Shapes.Gemm shape;
  final ElementType type;
  final Inputs.Factors factors;
  final int m;
  final int n;
  final int k;
  final int transA;
  final int transB;
  final int lda;
  final int ldb;

  BlasProduct(Task task) {
    shape = task.gemm();
    type = task.type();
    factors = Inputs.factors(shape, type);
    m = shape.m();
    n = shape.n();
    k = shape.k();
    transA = shape.isATransposed() ? TRANS : NO_TRANS;
    transB = shape.isBTransposed() ? TRANS : NO_TRANS;
    lda = shape.isATransposed() ? m : k;
    ldb = shape.isBTransposed() ? k : n;
  }

  /** Returns the elements of C. */
  abstract double[] c();

  @Override
  public double[] result() throws Exception {
    run();
    return c();
  }
}
