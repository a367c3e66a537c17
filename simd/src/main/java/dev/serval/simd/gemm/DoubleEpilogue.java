// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatEpilogue.java by DoubleFromFloat: change that file, not this one.

import dev.serval.core.math.DoubleMath;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Epilogue;
import dev.serval.simd.elementwise.DoubleElementwise;
import org.jspecify.annotations.Nullable;

/**
 * Applies an epilogue to finished elements of C where they lie: rows in vectors if C and the mask
 * are row-major, else element by element, with the same bits.
 */
final class DoubleEpilogue {

  private enum Kind {
    NONE,
    BIAS,
    BIAS_RELU,
    BIAS_SIGMOID,
    SCALE,
    RELU_MASK
  }

  private final Kind kind;
  private final DoubleMatrix c;

  /** What is added before anything else; null if nothing is. */
  private final @Nullable DoubleMatrix addend;

  /** The bias or the mask; C itself where there is neither. */
  private final DoubleMatrix operand;

  private final double factor;
  private final boolean contiguousRows;

  /** Whether a column of C is contiguous, and so is a bias or the mask. */
  private final boolean contiguousColumns;

  private DoubleEpilogue(
      Kind kind, DoubleMatrix c, @Nullable DoubleMatrix addend, Matrix operand, double factor) {
    this.kind = kind;
    this.c = c;
    this.addend = addend;
    this.operand = (DoubleMatrix) operand;
    this.factor = factor;
    this.contiguousRows =
        c.colStride() == 1
            && (addend == null || addend.colStride() == 1)
            && (kind != Kind.RELU_MASK || operand.colStride() == 1);
    this.contiguousColumns = c.rowStride() == 1 && addend == null && operand.rowStride() == 1;
  }

  static DoubleEpilogue of(Epilogue epilogue, DoubleMatrix c) {
    return epilogue instanceof Epilogue.Add add
        ? of(add.then(), c, (DoubleMatrix) add.d())
        : of(epilogue, c, null);
  }

  private static DoubleEpilogue of(
      Epilogue epilogue, DoubleMatrix c, @Nullable DoubleMatrix addend) {
    return switch (epilogue) {
      case Epilogue.None none -> new DoubleEpilogue(Kind.NONE, c, addend, c, 1);
      case Epilogue.Bias bias -> new DoubleEpilogue(Kind.BIAS, c, addend, bias.b(), 1);
      case Epilogue.BiasRelu bias -> new DoubleEpilogue(Kind.BIAS_RELU, c, addend, bias.b(), 1);
      case Epilogue.BiasSigmoid bias ->
          new DoubleEpilogue(Kind.BIAS_SIGMOID, c, addend, bias.b(), 1);
      case Epilogue.Scale scale -> new DoubleEpilogue(Kind.SCALE, c, addend, c, scale.factor());
      case Epilogue.ReluMask mask -> new DoubleEpilogue(Kind.RELU_MASK, c, addend, mask.a(), 1);
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
    double[] array = c.array();
    int offset = c.index(row, j);
    switch (kind) {
      case NONE -> {}
      case BIAS, BIAS_RELU, BIAS_SIGMOID -> {
        DoubleElementwise.add(array, offset, operand.array(), operand.index(row, 0), n);
        if (kind == Kind.BIAS_RELU) {
          DoubleElementwise.relu(array, offset, array, offset, n);
        } else if (kind == Kind.BIAS_SIGMOID) {
          DoubleElementwise.sigmoid(array, offset, array, offset, n);
        }
      }
      case SCALE -> DoubleElementwise.scale(array, offset, n, factor);
      case RELU_MASK ->
          DoubleElementwise.reluMask(array, offset, operand.array(), operand.index(row, j), n);
    }
  }

  private void applyRow(int i, int col, int n) {
    double[] array = c.array();
    int offset = c.index(i, col);
    if (addend != null) {
      DoubleElementwise.add(array, offset, addend.array(), addend.index(i, col), n);
    }
    switch (kind) {
      case NONE -> {}
      case BIAS -> DoubleElementwise.bias(array, offset, n, operandAt(i, 0));
      case BIAS_RELU -> DoubleElementwise.biasRelu(array, offset, n, operandAt(i, 0));
      case BIAS_SIGMOID -> DoubleElementwise.biasSigmoid(array, offset, n, operandAt(i, 0));
      case SCALE -> DoubleElementwise.scale(array, offset, n, factor);
      case RELU_MASK ->
          DoubleElementwise.reluMask(array, offset, operand.array(), operand.index(i, col), n);
    }
  }

  private double withAddend(double sum, int i, int j) {
    return addend == null ? sum : addend.array()[addend.index(i, j)] + sum;
  }

  private double finished(double sum, int i, int j) {
    return switch (kind) {
      case NONE -> sum;
      case BIAS -> sum + operandAt(i, 0);
      case BIAS_RELU -> {
        double z = sum + operandAt(i, 0);
        yield z <= 0 ? 0 : z;
      }
      case BIAS_SIGMOID -> DoubleMath.sigmoid(sum + operandAt(i, 0));
      case SCALE -> sum * factor;
      case RELU_MASK -> operandAt(i, j) <= 0 ? 0 : sum;
    };
  }

  private double operandAt(int i, int j) {
    return operand.array()[operand.index(i, j)];
  }
}
