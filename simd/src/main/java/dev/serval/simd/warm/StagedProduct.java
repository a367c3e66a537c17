// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import org.jspecify.annotations.Nullable;

/** A product that runs in plain loops while its kind is cold, and from then on on the kernels. */
public final class StagedProduct implements Product {

  /** Operations of plain loops in a nanosecond, at 512 bits; rather too many than too few. */
  private static final double FLOPS_PER_NANO = 20;

  /** What every run costs besides. */
  private static final long CALL_NANOS = 300;

  private final Operand a;
  private final Operand b;
  private final Matrix c;
  private final Epilogue epilogue;
  private final ProductTrial.Planner planner;
  private final Warmth warmth;
  private final WarmUp warmUp;
  private final long nanos;

  // One of the two: a plain product holds on to the copy of its constants.
  private @Nullable Product plain;
  private @Nullable Product kernels;

  /**
   * Creates a product.
   *
   * @param a left factor, perhaps a {@link Constant}
   * @param b right factor, perhaps a {@link Constant}
   * @param c result
   * @param epilogue what happens to finished elements
   * @param plain the same product in plain loops
   * @param planner plans it on the kernels, when the time has come
   * @param warmth whether it has
   * @param warmUp what brings that about
   */
  public StagedProduct(
      Operand a,
      Operand b,
      Matrix c,
      Epilogue epilogue,
      Product plain,
      ProductTrial.Planner planner,
      Warmth warmth,
      WarmUp warmUp) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.epilogue = epilogue;
    this.plain = plain;
    this.planner = planner;
    this.warmth = warmth;
    this.warmUp = warmUp;
    nanos = CALL_NANOS + (long) (2.0 * c.rows() * c.cols() * a.cols() / FLOPS_PER_NANO);
  }

  @Override
  public void run() {
    if (plain != null) {
      if (!warmth.isWarm()) {
        plain.run();
        warmUp.ran(warmth, nanos);
        return;
      }
      plain = null;
    }
    if (kernels == null) {
      kernels = planner.kernels(packed(a), packed(b), c, epilogue);
    }
    kernels.run();
  }

  private Operand packed(Operand operand) {
    return operand instanceof Constant constant ? constant.packed(planner) : operand;
  }

  @Override
  public String toString() {
    return kernels == null ? plain + " while the kernels are cold" : kernels.toString();
  }
}
