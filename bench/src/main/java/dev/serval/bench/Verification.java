// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;

/**
 * Compares a result with the reference's, bit for bit: all NaN are one, the zeros are two. What is
 * not right is not timed.
 */
public final class Verification {

  private Verification() {}

  /**
   * Requires the bits of the reference.
   *
   * @param what names the operation, for the message
   * @param backend what computed {@code actual}, for the message
   * @param expected the reference's result
   * @param actual the result in question, of the same shape and type
   * @throws IllegalStateException if an element differs; the message names the first
   */
  public static void requireSameBits(String what, Backend backend, Matrix expected, Matrix actual) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.cols(); j++) {
        requireSameBits(
            what + " (" + i + ", " + j + ")", backend, expected.get(i, j), actual.get(i, j));
      }
    }
  }

  /** Requires the bits of the reference in every weight and bias. */
  public static void requireSameBits(
      String what, Backend backend, Parameters expected, Parameters actual) {
    for (int l = 1; l <= expected.layers(); l++) {
      requireSameBits(what + " W" + l, backend, expected.weight(l), actual.weight(l));
      requireSameBits(what + " b" + l, backend, expected.bias(l), actual.bias(l));
    }
  }

  /** Requires the bits of the reference in one number. */
  public static void requireSameBits(String what, Backend backend, double expected, double actual) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
      throw new IllegalStateException(
          "%s: the reference gives %s and this backend %s; it must be the same bits (%s)"
              .formatted(what, expected, actual, backend.description()));
    }
  }
}
