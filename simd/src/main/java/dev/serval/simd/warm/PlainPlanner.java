// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.gemm.BufferPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans products in plain loops; owns their buffers. */
public final class PlainPlanner {

  private final BufferPool<FloatPlainBuffers> floats;
  private final BufferPool<DoublePlainBuffers> doubles;

  /**
   * Creates a planner without buffers.
   *
   * @param bufferLimit how many threads may compute at the same time before one waits for a buffer
   */
  public PlainPlanner(int bufferLimit) {
    // Classes, not lambdas: the first lambda of a fresh JVM costs milliseconds.
    floats =
        new BufferPool<>(
            bufferLimit,
            new Supplier<>() {
              @Override
              public FloatPlainBuffers get() {
                return new FloatPlainBuffers();
              }
            });
    doubles =
        new BufferPool<>(
            bufferLimit,
            new Supplier<>() {
              @Override
              public DoublePlainBuffers get() {
                return new DoublePlainBuffers();
              }
            });
  }

  /**
   * Plans C := epilogue(A·B); the operands are checked already.
   *
   * @param a a matrix, or a {@link Constant} that holds elements
   * @param b likewise
   * @param c result
   * @param epilogue what happens to finished elements
   */
  public Product plan(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    Matrix left = a instanceof Constant constant ? constant.elements() : (Matrix) a;
    Object rows = b instanceof Constant constant ? constant.rowArrays() : null;
    Matrix right = b instanceof Matrix matrix ? matrix : null;
    if (c instanceof FloatMatrix result) {
      return new FloatPlainGemm(
          (FloatMatrix) left,
          (@Nullable FloatMatrix) right,
          (float @Nullable [][]) rows,
          result,
          epilogue,
          floats);
    }
    return new DoublePlainGemm(
        (DoubleMatrix) left,
        (@Nullable DoubleMatrix) right,
        (double @Nullable [][]) rows,
        (DoubleMatrix) c,
        epilogue,
        doubles);
  }
}
