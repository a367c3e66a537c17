// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Topology;

/**
 * Every intermediate matrix of a training step but dW[1], which only the direct form has, laid out
 * once in one array: topology × examples decides all sizes. Each matrix is contiguous, row-major
 * and begins on a multiple of 16 elements from the start of the array.
 */
public final class Workspace {

  /** One AVX-512 register of floats, two of doubles. */
  private static final int ALIGNMENT = 16;

  private final Topology topology;
  private final int examples;
  private final Matrix[] A;
  private final Matrix[] dZ;
  private final Matrix[] dW;
  private final Matrix[] db;
  private final Matrix ZL;

  /**
   * Lays out a workspace.
   *
   * @param topology layer sizes
   * @param examples m, the number of columns of a batch
   * @param type element type of every matrix
   * @throws IllegalArgumentException if it does not fit one array
   */
  public Workspace(Topology topology, int examples, ElementType type) {
    this.topology = topology;
    this.examples = examples;
    int layers = topology.layers();
    long length = padded(topology.outputs(), examples);
    for (int l = 1; l <= layers; l++) {
      length += 2 * padded(topology.size(l), examples);
      length += padded(topology.size(l), l == 1 ? 0 : topology.size(l - 1));
      length += padded(topology.size(l), 1);
    }
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "workspace: %s with %d examples needs %d elements; one array holds %d, so use smaller batches"
              .formatted(topology, examples, length, Integer.MAX_VALUE - 8));
    }
    Slab slab = new Slab(type, (int) length);
    this.A = new Matrix[layers];
    this.dZ = new Matrix[layers];
    this.dW = new Matrix[layers];
    this.db = new Matrix[layers];
    for (int l = 1; l <= layers; l++) {
      A[l - 1] = slab.take(topology.size(l), examples);
      dZ[l - 1] = slab.take(topology.size(l), examples);
      dW[l - 1] = slab.take(topology.size(l), l == 1 ? 0 : topology.size(l - 1));
      db[l - 1] = slab.take(topology.size(l), 1);
    }
    this.ZL = slab.take(topology.outputs(), examples);
  }

  private static long padded(int rows, int cols) {
    return ((long) rows * cols + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Returns the layer sizes this workspace was laid out for. */
  public Topology topology() {
    return topology;
  }

  /** Returns m. */
  public int examples() {
    return examples;
  }

  /** Returns A[l], n_l × m, for l = 1..L. */
  public Matrix A(int l) {
    return A[l - 1];
  }

  /** Returns dZ[l], n_l × m, for l = 1..L. */
  public Matrix dZ(int l) {
    return dZ[l - 1];
  }

  /** Returns dW[l], n_l × n_{l−1}, for l = 2..L; layer 1 has its own. */
  public Matrix dW(int l) {
    return dW[l - 1];
  }

  /** Returns db[l], n_l × 1, for l = 1..L. */
  public Matrix db(int l) {
    return db[l - 1];
  }

  /** Returns Z[L], the logits, n_L × m; hidden layers keep only A. */
  public Matrix ZL() {
    return ZL;
  }

  /** Returns what the product of layer l stores: A[l] of a hidden layer, Z[L] of the last. */
  public Matrix output(int l) {
    return l < topology.layers() ? A(l) : ZL;
  }

  /** One array, handed out from the front. */
  private static final class Slab {
    private final Object array;
    private int next;

    Slab(ElementType type, int length) {
      this.array =
          switch (type) {
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
          };
    }

    Matrix take(int rows, int cols) {
      int offset = next;
      next += (int) padded(rows, cols);
      return array instanceof float[] floats
          ? FloatMatrix.of(floats, offset, rows, cols, cols, 1)
          : DoubleMatrix.of((double[]) array, offset, rows, cols, cols, 1);
    }
  }
}
