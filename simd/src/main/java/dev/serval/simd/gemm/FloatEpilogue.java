// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.math.FloatMath;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Epilogue;
import dev.serval.simd.elementwise.FloatElementwise;
import org.jspecify.annotations.Nullable;

/**
 * Applies an epilogue to finished elements of C where they lie: rows in vectors if C and the mask
 * are row-major, else element by element, with the same bits.
 */
final class FloatEpilogue {

  private enum Kind {
    NONE,
    BIAS,
    BIAS_RELU,
    BIAS_SIGMOID,
    SCALE,
    RELU_MASK
  }

  private final Kind kind;
  private final FloatMatrix c;

  /** What is added before anything else; null if nothing is. */
  private final @Nullable FloatMatrix addend;

  /** The bias or the mask; C itself where there is neither. */
  private final FloatMatrix operand;

  private final float factor;
  private final boolean contiguousRows;

  /** Whether a column of C is contiguous, and so is a bias or the mask. */
  private final boolean contiguousColumns;

  private FloatEpilogue(
      Kind kind, FloatMatrix c, @Nullable FloatMatrix addend, Matrix operand, double factor) {
    this.kind = kind;
    this.c = c;
    this.addend = addend;
    this.operand = (FloatMatrix) operand;
    this.factor = (float) factor;
    this.contiguousRows =
        c.colStride() == 1
            && (addend == null || addend.colStride() == 1)
            && (kind != Kind.RELU_MASK || operand.colStride() == 1);
    this.contiguousColumns = c.rowStride() == 1 && addend == null && operand.rowStride() == 1;
  }

  static FloatEpilogue of(Epilogue epilogue, FloatMatrix c) {
    return epilogue instanceof Epilogue.Add add
        ? of(add.then(), c, (FloatMatrix) add.d())
        : of(epilogue, c, null);
  }

  private static FloatEpilogue of(Epilogue epilogue, FloatMatrix c, @Nullable FloatMatrix addend) {
    return switch (epilogue) {
      case Epilogue.None none -> new FloatEpilogue(Kind.NONE, c, addend, c, 1);
      case Epilogue.Bias bias -> new FloatEpilogue(Kind.BIAS, c, addend, bias.b(), 1);
      case Epilogue.BiasRelu bias -> new FloatEpilogue(Kind.BIAS_RELU, c, addend, bias.b(), 1);
      case Epilogue.BiasSigmoid bias ->
          new FloatEpilogue(Kind.BIAS_SIGMOID, c, addend, bias.b(), 1);
      case Epilogue.Scale scale -> new FloatEpilogue(Kind.SCALE, c, addend, c, scale.factor());
      case Epilogue.ReluMask mask -> new FloatEpilogue(Kind.RELU_MASK, c, addend, mask.a(), 1);
      case Epilogue.Add add -> throw new AssertionError("Add after Add: refused when it was made");
    };
  }

  /**
   * Finishes a block of C.
   *
   * @param row first row
   * @param col first column
   * @param rows number of rows
   * @param cols number of columns
   */
  void apply(int row, int col, int rows, int cols) {
    if (kind == Kind.NONE && addend == null) {
      return;
    }
    if (cols == 1 && contiguousColumns) {
      applyColumn(row, col, rows);
      return;
    }
    for (int i = row; i < row + rows; i++) {
      if (contiguousRows) {
        applyRow(i, col, cols);
      } else {
        for (int j = col; j < col + cols; j++) {
          int index = c.index(i, j);
          c.array()[index] = finished(withAddend(c.array()[index], i, j), i, j);
        }
      }
    }
  }

  private void applyColumn(int row, int j, int n) {
    float[] array = c.array();
    int offset = c.index(row, j);
    switch (kind) {
      case NONE -> {}
      case BIAS, BIAS_RELU, BIAS_SIGMOID -> {
        FloatElementwise.add(array, offset, operand.array(), operand.index(row, 0), n);
        if (kind == Kind.BIAS_RELU) {
          FloatElementwise.relu(array, offset, array, offset, n);
        } else if (kind == Kind.BIAS_SIGMOID) {
          FloatElementwise.sigmoid(array, offset, array, offset, n);
        }
      }
      case SCALE -> FloatElementwise.scale(array, offset, n, factor);
      case RELU_MASK ->
          FloatElementwise.reluMask(array, offset, operand.array(), operand.index(row, j), n);
    }
  }

  private void applyRow(int i, int col, int n) {
    float[] array = c.array();
    int offset = c.index(i, col);
    if (addend != null) {
      FloatElementwise.add(array, offset, addend.array(), addend.index(i, col), n);
    }
    switch (kind) {
      case NONE -> {}
      case BIAS -> FloatElementwise.bias(array, offset, n, operandAt(i, 0));
      case BIAS_RELU -> FloatElementwise.biasRelu(array, offset, n, operandAt(i, 0));
      case BIAS_SIGMOID -> FloatElementwise.biasSigmoid(array, offset, n, operandAt(i, 0));
      case SCALE -> FloatElementwise.scale(array, offset, n, factor);
      case RELU_MASK ->
          FloatElementwise.reluMask(array, offset, operand.array(), operand.index(i, col), n);
    }
  }

  private float withAddend(float sum, int i, int j) {
    return addend == null ? sum : addend.array()[addend.index(i, j)] + sum;
  }

  private float finished(float sum, int i, int j) {
    return switch (kind) {
      case NONE -> sum;
      case BIAS -> sum + operandAt(i, 0);
      case BIAS_RELU -> {
        float z = sum + operandAt(i, 0);
        yield z <= 0 ? 0 : z;
      }
      case BIAS_SIGMOID -> FloatMath.sigmoid(sum + operandAt(i, 0));
      case SCALE -> sum * factor;
      case RELU_MASK -> operandAt(i, j) <= 0 ? 0 : sum;
    };
  }

  private float operandAt(int i, int j) {
    return operand.array()[operand.index(i, j)];
  }
}
