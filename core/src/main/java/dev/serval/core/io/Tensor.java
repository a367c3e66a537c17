// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.Matrix;
import java.util.List;

/**
 * A named matrix or vector of a file.
 *
 * @param name any text without lone surrogates, other than {@code __metadata__}
 * @param rank how many sizes its shape has: 2 for [rows, cols], 1 for a vector [n], held as n×1
 * @param values rows×cols, not copied; its element type is the tensor's
 */
public record Tensor(String name, int rank, Matrix values) {

  /** The name that the format keeps for its metadata. */
  static final String METADATA = "__metadata__";

  /** Checks name and rank. */
  public Tensor {
    if (name.equals(METADATA)) {
      throw new IllegalArgumentException(
          "tensor: the name " + METADATA + " is reserved; take another");
    }
    Text.check("tensor: the name", name);
    if (rank != 2 && !(rank == 1 && values.cols() == 1)) {
      throw new IllegalArgumentException(
          "tensor %s: rank %d for a %s matrix; rank must be 2, or 1 for a matrix of one column"
              .formatted(OneLine.quoted(name), rank, values.shape()));
    }
  }

  /** Names a matrix; its shape in the file is [rows, cols]. */
  public static Tensor matrix(String name, Matrix values) {
    return new Tensor(name, 2, values);
  }

  /** Names a column n×1 that is a vector to other tools; its shape in the file is [n]. */
  public static Tensor vector(String name, Matrix values) {
    return new Tensor(name, 1, values);
  }

  /** Returns the sizes as the file has them: [rows, cols] or [n]. */
  public List<Integer> shape() {
    return rank == 1 ? List.of(values.rows()) : List.of(values.rows(), values.cols());
  }
}
