// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import org.jspecify.annotations.Nullable;

/** A product of one kind on zeros. */
public final class ProductTrial implements Trial {

  /** Per element; boxed it is 100 and more, compiled about 1. */
  private static final double PACKED_NANOS = 8;

  private static final long PACKING_PATIENCE_NANOS = 1_000_000_000;

  private final ProductKind kind;
  private final Planner planner;
  private @Nullable Product kernels;
  private @Nullable Product plain;

  /**
   * Creates a trial.
   *
   * @param kind what to multiply
   * @param planner plans both ways
   */
  public ProductTrial(ProductKind kind, Planner planner) {
    this.kind = kind;
    this.planner = planner;
  }

  ProductKind kind() {
    return kind;
  }

  @Override
  public void prepare() {
    Matrix a = zeros(kind.m(), kind.k(), kind.aAlong());
    Matrix b = zeros(kind.k(), kind.n(), kind.bAlong());
    Matrix c = zeros(kind.m(), kind.n(), kind.cAlong());
    Operand left = kind.left() ? packed(a, Prepared.Side.LEFT) : a;
    Operand right = kind.right() ? packed(b, Prepared.Side.RIGHT) : b;
    kernels = planner.kernels(left, right, c, epilogue());
    Operand rows = kind.right() ? new Constant(planner, Prepared.Side.RIGHT, b) : b;
    plain = planner.plain(a, rows, c, epilogue());
  }

  /**
   * Packs until packing is compiled, too: it is done once, but for the largest matrix there is.
   * With boxed vectors the cat pictures took half a second.
   */
  private Prepared packed(Matrix constant, Prepared.Side side) {
    long deadline = System.nanoTime() + PACKING_PATIENCE_NANOS;
    double elements = Math.max(1.0, (double) constant.rows() * constant.cols());
    while (true) {
      long begin = System.nanoTime();
      Prepared packed = planner.prepare(constant, side);
      long end = System.nanoTime();
      if (end - begin <= elements * PACKED_NANOS || end >= deadline) {
        return packed;
      }
    }
  }

  private Matrix zeros(int rows, int cols, boolean along) {
    return along
        ? Matrix.zeros(kind.type(), rows, cols)
        : Matrix.zeros(kind.type(), cols, rows).transposed();
  }

  private Epilogue epilogue() {
    Matrix column = zeros(kind.m(), 1, true);
    Epilogue then = Epilogue.NONE;
    if (kind.epilogue() == Epilogue.Bias.class) {
      then = new Epilogue.Bias(column);
    } else if (kind.epilogue() == Epilogue.BiasRelu.class) {
      then = new Epilogue.BiasRelu(column);
    } else if (kind.epilogue() == Epilogue.BiasSigmoid.class) {
      then = new Epilogue.BiasSigmoid(column);
    } else if (kind.epilogue() == Epilogue.Scale.class) {
      then = new Epilogue.Scale(1);
    } else if (kind.epilogue() == Epilogue.ReluMask.class) {
      then = new Epilogue.ReluMask(zeros(kind.m(), kind.n(), kind.cAlong()));
    }
    return kind.add() ? new Epilogue.Add(zeros(kind.m(), kind.n(), kind.cAlong()), then) : then;
  }

  @Override
  public void kernels() {
    if (kernels != null) {
      kernels.run();
    }
  }

  @Override
  public void plain() {
    if (plain != null) {
      plain.run();
    }
  }

  /** Plans products on the caller's thread. */
  public interface Planner extends Constant.Packer {

    /** Plans a product on the kernels. */
    Product kernels(Operand a, Operand b, Matrix c, Epilogue epilogue);

    /** Plans a product in plain loops. */
    Product plain(Operand a, Operand b, Matrix c, Epilogue epilogue);
  }
}
