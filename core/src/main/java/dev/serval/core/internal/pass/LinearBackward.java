// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;

/**
 * The backward step of Z = W·A_prev + b: dW = (1/m)·dZ·A_prevᵀ, db = (1/m)·Σ_columns dZ, dA_prev =
 * Wᵀ·dZ. dZ is n_l × m; dW is shaped as W, db as b, dA_prev as A_prev.
 */
public final class LinearBackward {

  private LinearBackward() {}

  /**
   * Plans dW := (1/m)·dZ·A_prevᵀ.
   *
   * @param A_prev_T A_prev transposed, m × n_{l−1}
   */
  public static Product planWeights(Backend backend, Matrix dZ, Operand A_prev_T, Matrix dW) {
    return backend.plan(dZ, A_prev_T, dW, new Epilogue.Scale(1.0 / dZ.cols()));
  }

  /** db := (1/m)·Σ_j dZ_j, one number for every unit. */
  public static void bias(Backend backend, Matrix dZ, Matrix db) {
    backend.rowSums(dZ, 1.0 / dZ.cols(), db);
  }

  /** Plans dA_prev := Wᵀ·dZ; no 1/m here. */
  public static Product planInput(Backend backend, Matrix W, Matrix dZ, Matrix dA_prev) {
    return backend.plan(W.transposed(), dZ, dA_prev, Epilogue.NONE);
  }

  /**
   * Plans dZ_prev := (Wᵀ·dZ) · relu′(Z_prev) in one step, where the layer before is a ReLU layer.
   * Its activation serves as the mask: A_prev ≤ 0 exactly where Z_prev ≤ 0.
   */
  public static Product planInputThroughRelu(
      Backend backend, Matrix W, Matrix dZ, Matrix A_prev, Matrix dZ_prev) {
    return backend.plan(W.transposed(), dZ, dZ_prev, new Epilogue.ReluMask(A_prev));
  }
}
