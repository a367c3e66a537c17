// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;

/** The rules of shape, type and aliasing, in one place; text is built only when throwing. */
final class Checks {

  private Checks() {}

  static void product(Backend backend, Operand a, Operand b, Matrix c, Epilogue epilogue) {
    if (a.cols() != b.rows()) {
      throw refused("gemm: A is %s and B is %s; A.cols must equal B.rows", a.shape(), b.shape());
    }
    if (c.rows() != a.rows() || c.cols() != b.cols()) {
      throw refused(
          "gemm: A is %s, B is %s and C is %s; C must be A.rows×B.cols",
          a.shape(), b.shape(), c.shape());
    }
    if (a.type() != c.type() || b.type() != c.type()) {
      throw refused(
          "gemm: A is %s, B is %s and C is %s; all must have the same element type",
          a.type(), b.type(), c.type());
    }
    operand(backend, a, "A", Prepared.Side.LEFT, c);
    operand(backend, b, "B", Prepared.Side.RIGHT, c);
    epilogue(epilogue, c);
  }

  private static void epilogue(Epilogue epilogue, Matrix c) {
    // No switch over types: the first of a fresh JVM costs milliseconds.
    if (epilogue instanceof Epilogue.Bias bias) {
      bias(bias.b(), c);
    } else if (epilogue instanceof Epilogue.BiasRelu bias) {
      bias(bias.b(), c);
    } else if (epilogue instanceof Epilogue.BiasSigmoid bias) {
      bias(bias.b(), c);
    } else if (epilogue instanceof Epilogue.ReluMask mask) {
      alike("the ReLU mask", mask.a(), c);
    } else if (epilogue instanceof Epilogue.Add add) {
      alike("the addend", add.d(), c);
      epilogue(add.then(), c);
    }
  }

  private static void alike(String name, Matrix x, Matrix c) {
    if (x.rows() != c.rows() || x.cols() != c.cols() || x.type() != c.type()) {
      throw refused(
          "gemm: %s is %s %s and C is %s %s; they must be alike",
          name, x.type(), x.shape(), c.type(), c.shape());
    }
    separate("gemm", name, x, "C", c);
  }

  @SuppressWarnings("ReferenceEquality") // the very backend that made it is meant
  private static void operand(
      Backend backend, Operand x, String name, Prepared.Side side, Matrix c) {
    if (x instanceof Matrix matrix) {
      separate("gemm", name, matrix, "C", c);
      return;
    }
    Prepared prepared = (Prepared) x;
    if (prepared.owner() != backend) {
      throw refused("gemm: %s was prepared by another backend; prepare it with this one", name);
    }
    if (prepared.side() != side) {
      throw refused(
          "gemm: %s was prepared as the %s factor; prepare it as %s", name, prepared.side(), side);
    }
  }

  private static void bias(Matrix b, Matrix c) {
    if (b.rows() != c.rows() || b.cols() != 1 || b.type() != c.type()) {
      throw refused(
          "gemm: the bias is %s %s and C is %s %s; the bias must be C.rows×1 of the same element"
              + " type",
          b.type(), b.shape(), c.type(), c.shape());
    }
    separate("gemm", "the bias", b, "C", c);
  }

  static void sameShape(String operation, String nameA, Matrix a, String nameB, Matrix b) {
    if (a.rows() != b.rows() || a.cols() != b.cols() || a.type() != b.type()) {
      throw refused(
          "%s: %s is %s %s and %s is %s %s; shape and element type must be equal",
          operation, nameA, a.type(), a.shape(), nameB, b.type(), b.shape());
    }
  }

  /** The output may be the very view of the input, but not overlap it in another way. */
  static void elementwise(String operation, String inName, Matrix in, String outName, Matrix out) {
    sameShape(operation, inName, in, outName, out);
    if (!in.isSameView(out)) {
      separate(operation, inName, in, outName, out);
    }
  }

  static void axpy(Matrix x, Matrix y) {
    sameShape("axpy", "X", x, "Y", y);
    separate("axpy", "X", x, "Y", y);
  }

  static void rowSums(Matrix x, Matrix sums) {
    if (sums.rows() != x.rows() || sums.cols() != 1 || sums.type() != x.type()) {
      throw refused(
          "rowSums: X is %s %s and the sums are %s %s; the sums must be X.rows×1 of the same"
              + " element type",
          x.type(), x.shape(), sums.type(), sums.shape());
    }
    separate("rowSums", "X", x, "the sums", sums);
  }

  private static void separate(
      String operation, String inName, Matrix in, String outName, Matrix out) {
    if (in.overlaps(out)) {
      throw refused(
          "%s: %s and %s share elements; give %s its own", operation, inName, outName, outName);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static IllegalArgumentException refused(String format, Object... args) {
    return new IllegalArgumentException(format.formatted(args));
  }
}
