// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared.Side;
import org.junit.jupiter.api.Test;

/** What a caller reads who got a shape wrong: operation, operands with shapes, the rule. */
class BackendChecksTest {

  private final Backend backend = new ReferenceBackend();

  private static Matrix zeros(int rows, int cols) {
    return Matrix.zeros(ElementType.FLOAT64, rows, cols);
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void innerSizesMustAgree() {
    refused(
        "gemm: A is 20×12288 and B is 12287×209; A.cols must equal B.rows",
        () -> backend.gemm(zeros(20, 12288), zeros(12287, 209), zeros(20, 209), Epilogue.NONE));
  }

  @Test
  void theResultMustHaveTheOuterSizes() {
    refused(
        "gemm: A is 2×3, B is 3×4 and C is 4×2; C must be A.rows×B.cols",
        () -> backend.gemm(zeros(2, 3), zeros(3, 4), zeros(4, 2), Epilogue.NONE));
  }

  @Test
  void typesMustAgree() {
    Matrix narrow = Matrix.zeros(ElementType.FLOAT32, 3, 4);
    refused(
        "gemm: A is FLOAT64, B is FLOAT32 and C is FLOAT64; all must have the same element type",
        () -> backend.gemm(zeros(2, 3), narrow, zeros(2, 4), Epilogue.NONE));
  }

  @Test
  void theResultMustNotShareElementsWithAnInput() {
    Matrix square = zeros(4, 4);
    Matrix other = zeros(4, 4);
    refused(
        "gemm: B and C share elements; give C its own",
        () -> backend.gemm(other, square, square.transposed(), Epilogue.NONE));
    refused(
        "gemm: the bias and C share elements; give C its own",
        () -> backend.gemm(other, other, square, new Epilogue.Bias(square.columns(1, 2))));
    Matrix wide = zeros(4, 8);
    backend.gemm(wide.columns(0, 4), other, wide.columns(4, 8), Epilogue.NONE); // apart: fine
  }

  @Test
  void biasAndMaskMustFit() {
    refused(
        "gemm: the bias is FLOAT64 4×1 and C is FLOAT64 2×4; the bias must be C.rows×1 of the same"
            + " element type",
        () ->
            backend.gemm(
                zeros(2, 3), zeros(3, 4), zeros(2, 4), new Epilogue.BiasRelu(zeros(4, 1))));
    refused(
        "gemm: the ReLU mask is FLOAT64 4×2 and C is FLOAT64 2×4; they must be alike",
        () ->
            backend.gemm(
                zeros(2, 3), zeros(3, 4), zeros(2, 4), new Epilogue.ReluMask(zeros(4, 2))));
  }

  @Test
  void theAddendMustFitAndLieApart() {
    refused(
        "gemm: the addend is FLOAT64 4×2 and C is FLOAT64 2×4; they must be alike",
        () ->
            backend.gemm(
                zeros(2, 3),
                zeros(3, 4),
                zeros(2, 4),
                new Epilogue.Add(zeros(4, 2), Epilogue.NONE)));
    Matrix square = zeros(4, 4);
    refused(
        "gemm: the addend and C share elements; give C its own",
        () ->
            backend.gemm(
                zeros(4, 4), zeros(4, 4), square, new Epilogue.Add(square, Epilogue.NONE)));
    refused(
        "gemm: the bias is FLOAT64 4×1 and C is FLOAT64 2×4; the bias must be C.rows×1 of the same"
            + " element type",
        () ->
            backend.gemm(
                zeros(2, 3),
                zeros(3, 4),
                zeros(2, 4),
                new Epilogue.Add(zeros(2, 4), new Epilogue.Bias(zeros(4, 1)))));
    refused(
        "epilogue: Add after Add; add the two addends first, then give their sum",
        () -> new Epilogue.Add(square, new Epilogue.Add(square, Epilogue.NONE)));
  }

  @Test
  void aPreparedOperandBelongsToItsBackendAndSide() {
    Backend other = new ReferenceBackend();
    refused(
        "gemm: A was prepared by another backend; prepare it with this one",
        () ->
            backend.gemm(
                other.prepare(zeros(2, 3), Side.LEFT), zeros(3, 4), zeros(2, 4), Epilogue.NONE));
    refused(
        "gemm: B was prepared as the LEFT factor; prepare it as RIGHT",
        () ->
            backend.gemm(
                zeros(2, 3), backend.prepare(zeros(3, 4), Side.LEFT), zeros(2, 4), Epilogue.NONE));
  }

  @Test
  void elementwiseShapesMustAgree() {
    refused(
        "relu: Z is FLOAT64 2×3 and A is FLOAT64 3×2; shape and element type must be equal",
        () -> backend.relu(zeros(2, 3), zeros(3, 2)));
    refused(
        "rowSums: X is FLOAT64 2×3 and the sums are FLOAT64 3×1; the sums must be X.rows×1 of the"
            + " same element type",
        () -> backend.rowSums(zeros(2, 3), 1, zeros(3, 1)));
  }

  @Test
  void elementwiseOperandsAreTheSameViewOrApart() {
    Matrix matrix = zeros(4, 4);
    backend.relu(matrix, matrix);
    refused(
        "relu: Z and A share elements; give A its own",
        () -> backend.relu(matrix, matrix.transposed()));
    refused("axpy: X and Y share elements; give Y its own", () -> backend.axpy(1, matrix, matrix));
  }
}
