// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

/**
 * A factor of a matrix product: a plain {@link Matrix}, or one that a backend has {@link Prepared}.
 */
public sealed interface Operand permits Matrix, Prepared {

  /** Returns the number of rows. */
  int rows();

  /** Returns the number of columns. */
  int cols();

  /** Returns the format of the elements. */
  ElementType type();

  /** Returns the shape as {@code rows×cols}, for messages. */
  default String shape() {
    return rows() + "×" + cols();
  }
}
