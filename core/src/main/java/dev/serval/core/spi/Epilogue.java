// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

import dev.serval.core.matrix.Matrix;

/**
 * What happens to each element s of a finished product A·B before it is stored in C. Applied once,
 * after the last segment of K; every rounding is named in docs/numerics.md.
 */
public sealed interface Epilogue {

  /** c = s. */
  Epilogue NONE = new None();

  /** c = s. */
  record None() implements Epilogue {}

  /**
   * c_ij = s_ij + b_i.
   *
   * @param b a column, M×1, read when the product runs
   */
  record Bias(Matrix b) implements Epilogue {}

  /**
   * c_ij = relu(s_ij + b_i), where relu(z) is 0 if z ≤ 0 and z otherwise, so NaN stays NaN.
   *
   * @param b a column, M×1, read when the product runs
   */
  record BiasRelu(Matrix b) implements Epilogue {}

  /**
   * c_ij = sigmoid(s_ij + b_i).
   *
   * @param b a column, M×1, read when the product runs
   */
  record BiasSigmoid(Matrix b) implements Epilogue {}

  /**
   * c = s · factor, the factor first rounded to the element type.
   *
   * @param factor any number
   */
  record Scale(double factor) implements Epilogue {}

  /**
   * The backward step of ReLU: c_ij = 0 if a_ij ≤ 0, else s_ij (so a NaN in {@code a} lets s pass).
   *
   * @param a the activation (or the pre-activation: both have the same mask), M×N, read when the
   *     product runs; may not alias C
   */
  record ReluMask(Matrix a) implements Epilogue {}

  /**
   * c_ij = then(d_ij + s_ij): what exists plus the finished total, one rounding, before whatever
   * else happens. With a bias that is z = (d + s) + b.
   *
   * @param d the addend, M×N, read when the product runs; may not alias C
   * @param then what happens to the sum; not another addition
   */
  record Add(Matrix d, Epilogue then) implements Epilogue {

    /** Refuses to add twice. */
    public Add {
      if (then instanceof Add) {
        throw new IllegalArgumentException(
            "epilogue: Add after Add; add the two addends first, then give their sum");
      }
    }
  }
}
