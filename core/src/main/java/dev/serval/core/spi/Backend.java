// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;

/**
 * The machine that the equations run on: matrix products with epilogues, elementwise steps and
 * sums, for both element types. All backends give the same bits for the same call
 * (docs/numerics.md), with any number of threads.
 *
 * <p>The public methods check shapes, types and aliasing once and then call the protected ones,
 * which may rely on that. Any number of threads may call one backend at the same time. A backend
 * owns its threads and buffers; {@link #close} ends them.
 */
public abstract class Backend implements AutoCloseable {

  /** For subclasses. */
  protected Backend() {}

  /** Returns the name of the kind of backend, such as {@code reference} or {@code simd}. */
  public abstract String name();

  /** Returns one line for the log: name, vector width, tile, threads, whatever shaped the speed. */
  public abstract String description();

  /** Returns how many threads may compute, the caller's included. */
  public abstract int threads();

  /**
   * Copies a factor that will not change into the layout that products read fastest.
   *
   * @param constant the factor, read now
   * @param side its place in A·B
   * @return an operand of the same shape, valid with this backend only
   */
  public final Prepared prepare(Matrix constant, Prepared.Side side) {
    return doPrepare(constant, side);
  }

  /**
   * Plans C := epilogue(A·B). A is M×K, B is K×N, C is M×N; C is only written and shares no element
   * with A, B or the epilogue's matrices. K = 0 gives sums of zero.
   *
   * @param a left factor
   * @param b right factor
   * @param c result
   * @param epilogue what happens to each finished element
   * @return the product, to be run any number of times
   * @throws IllegalArgumentException if shapes or types do not fit, or C shares elements with an
   *     input
   */
  public final Product plan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    Checks.product(this, a, b, c, epilogue);
    return doPlan(a, b, c, epilogue);
  }

  /** Plans C := epilogue(A·B) as {@link #plan} does, and runs it once. */
  public final void gemm(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    plan(a, b, c, epilogue).run();
  }

  /**
   * A := sigmoid(Z), elementwise.
   *
   * @param z any shape
   * @param a the same shape, written; may be the same view as {@code z}
   */
  public final void sigmoid(Matrix z, Matrix a) {
    Checks.elementwise("sigmoid", "Z", z, "A", a);
    doSigmoid(z, a);
  }

  /**
   * A := relu(Z), elementwise: 0 where z ≤ 0, else z; NaN stays NaN.
   *
   * @param z any shape
   * @param a the same shape, written; may be the same view as {@code z}
   */
  public final void relu(Matrix z, Matrix a) {
    Checks.elementwise("relu", "Z", z, "A", a);
    doRelu(z, a);
  }

  /**
   * dZ := (dA · s) · (1 − s) with s = sigmoid(Z), elementwise, each operation rounded.
   *
   * @param dA any shape
   * @param z the same shape
   * @param dZ the same shape, written; may be the same view as an input
   */
  public final void sigmoidBackward(Matrix dA, Matrix z, Matrix dZ) {
    Checks.elementwise("sigmoidBackward", "dA", dA, "dZ", dZ);
    Checks.elementwise("sigmoidBackward", "Z", z, "dZ", dZ);
    doSigmoidBackward(dA, z, dZ);
  }

  /**
   * dZ := 0 where z ≤ 0, else dA, elementwise.
   *
   * @param dA any shape
   * @param z the same shape
   * @param dZ the same shape, written; may be the same view as an input
   */
  public final void reluBackward(Matrix dA, Matrix z, Matrix dZ) {
    Checks.elementwise("reluBackward", "dA", dA, "dZ", dZ);
    Checks.elementwise("reluBackward", "Z", z, "dZ", dZ);
    doReluBackward(dA, z, dZ);
  }

  /**
   * C := A − B, elementwise.
   *
   * @param a any shape
   * @param b the same shape
   * @param c the same shape, written; may be the same view as an input
   */
  public final void subtract(Matrix a, Matrix b, Matrix c) {
    Checks.elementwise("subtract", "A", a, "C", c);
    Checks.elementwise("subtract", "B", b, "C", c);
    doSubtract(a, b, c);
  }

  /**
   * Y := fma(α, X, Y), elementwise: one rounding per element, after α was rounded to the element
   * type.
   *
   * @param alpha the factor
   * @param x any shape
   * @param y the same shape, read and written; shares no element with {@code x}
   */
  public final void axpy(double alpha, Matrix x, Matrix y) {
    Checks.axpy(x, y);
    doAxpy(alpha, x, y);
  }

  /**
   * s_i := factor · Σ_j x_ij. Element j goes to stripe j mod 16, each stripe is summed in ascending
   * j from +0, the stripes are combined in the fixed tree of docs/numerics.md, then one
   * multiplication by the factor rounded to the element type.
   *
   * @param x rows×n
   * @param factor any number
   * @param sums rows×1, written
   */
  public final void rowSums(Matrix x, double factor, Matrix sums) {
    Checks.rowSums(x, sums);
    doRowSums(x, factor, sums);
  }

  /**
   * Returns Σ_j max(z_j, 0) − z_j·y_j + log1p(e^−|z_j|), the cross-entropy of labels y and logits z
   * before division by their number. Both are widened to double first; summed in 16 stripes as
   * {@link #rowSums} does, row after row.
   *
   * @param z logits, any shape
   * @param y labels, the same shape
   */
  public final double logisticLoss(Matrix z, Matrix y) {
    Checks.sameShape("logisticLoss", "Z", z, "Y", y);
    return doLogisticLoss(z, y);
  }

  /** Ends this backend's threads; later calls may fail. Closing twice is fine. */
  @Override
  public abstract void close();

  /** Does what {@link #prepare} says. */
  protected abstract Prepared doPrepare(Matrix constant, Prepared.Side side);

  /** Does what {@link #plan} says; everything is checked. */
  protected abstract Product doPlan(Operand a, Operand b, Matrix c, Epilogue epilogue);

  /** Does what {@link #sigmoid} says; everything is checked. */
  protected abstract void doSigmoid(Matrix z, Matrix a);

  /** Does what {@link #relu} says; everything is checked. */
  protected abstract void doRelu(Matrix z, Matrix a);

  /** Does what {@link #sigmoidBackward} says; everything is checked. */
  protected abstract void doSigmoidBackward(Matrix dA, Matrix z, Matrix dZ);

  /** Does what {@link #reluBackward} says; everything is checked. */
  protected abstract void doReluBackward(Matrix dA, Matrix z, Matrix dZ);

  /** Does what {@link #subtract} says; everything is checked. */
  protected abstract void doSubtract(Matrix a, Matrix b, Matrix c);

  /** Does what {@link #axpy} says; everything is checked. */
  protected abstract void doAxpy(double alpha, Matrix x, Matrix y);

  /** Does what {@link #rowSums} says; everything is checked. */
  protected abstract void doRowSums(Matrix x, double factor, Matrix sums);

  /** Does what {@link #logisticLoss} says; everything is checked. */
  protected abstract double doLogisticLoss(Matrix z, Matrix y);
}
