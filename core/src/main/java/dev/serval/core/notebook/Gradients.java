// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;
import java.util.List;

/** The gradients of a whole network: dA[0..L], dW[1..L], db[1..L]. */
public final class Gradients {

  private final List<Matrix> dA;
  private final List<Matrix> dW;
  private final List<Matrix> db;

  /**
   * Puts gradients together.
   *
   * @param dA dA[0]..dA[L], or empty if only the parameters' gradients are wanted
   * @param dW dW[1]..dW[L]
   * @param db db[1]..db[L]
   * @throws IllegalArgumentException if the numbers of matrices do not fit
   */
  public Gradients(List<Matrix> dA, List<Matrix> dW, List<Matrix> db) {
    if (dW.size() != db.size() || !(dA.isEmpty() || dA.size() == dW.size() + 1)) {
      throw new IllegalArgumentException(
          "gradients: %d of dA, %d of dW and %d of db; need L of dW and db, and L + 1 or none of dA"
              .formatted(dA.size(), dW.size(), db.size()));
    }
    this.dA = List.copyOf(dA);
    this.dW = List.copyOf(dW);
    this.db = List.copyOf(db);
  }

  /** Returns L. */
  public int layers() {
    return dW.size();
  }

  /**
   * Returns dA[l], the gradient of layer l's activation (times m, as in the notebook), n_l × m.
   *
   * @param l layer, 0 (the input) to L
   */
  public Matrix dA(int l) {
    return dA.get(l);
  }

  /**
   * Returns dW[l], n_l × n_{l−1}.
   *
   * @param l layer, 1 to L
   */
  public Matrix dW(int l) {
    return dW.get(l - 1);
  }

  /**
   * Returns db[l], n_l × 1.
   *
   * @param l layer, 1 to L
   */
  public Matrix db(int l) {
    return db.get(l - 1);
  }
}
