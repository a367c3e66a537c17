// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * Matrices as bytes: row-major, little-endian, in their own element type, whatever their strides.
 */
final class MatrixBytes {

  private static final int CHUNK_BYTES = 1 << 16;

  private MatrixBytes() {}

  /** Returns rows·cols·bytes per element. */
  static long size(Matrix matrix) {
    return (long) matrix.rows() * matrix.cols() * matrix.type().bytes();
  }

  /** Writes every element; the bits of NaNs are kept. */
  static void write(Matrix matrix, OutputStream out) throws IOException {
    boolean oneRun = matrix.isContiguous();
    int runs = oneRun ? Math.min(1, matrix.rows()) : matrix.rows();
    int length = oneRun ? matrix.rows() * matrix.cols() : matrix.cols();
    int bytes = matrix.type().bytes();
    int chunk = Math.min(length, CHUNK_BYTES / bytes);
    ByteBuffer buffer = ByteBuffer.allocate(chunk * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int run = 0; run < runs; run++) {
      for (int done = 0; done < length; done += chunk) {
        int n = Math.min(chunk, length - done);
        int index = oneRun ? matrix.offset() + done : matrix.index(run, done);
        encode(matrix, index, oneRun ? 1 : matrix.colStride(), n, buffer);
        out.write(buffer.array(), 0, n * bytes);
      }
    }
  }

  private static void encode(Matrix matrix, int index, int stride, int n, ByteBuffer buffer) {
    // No switch over types: the first of a fresh JVM costs milliseconds.
    if (matrix instanceof FloatMatrix m) {
      if (stride == 1) {
        buffer.asFloatBuffer().put(m.array(), index, n);
        return;
      }
      for (int i = 0; i < n; i++) {
        buffer.putFloat(i * Float.BYTES, m.array()[index + i * stride]);
      }
    } else {
      DoubleMatrix m = (DoubleMatrix) matrix;
      if (stride == 1) {
        buffer.asDoubleBuffer().put(m.array(), index, n);
        return;
      }
      for (int i = 0; i < n; i++) {
        buffer.putDouble(i * Double.BYTES, m.array()[index + i * stride]);
      }
    }
  }

  /**
   * Reads a new row-major matrix from where the channel stands.
   *
   * @param order of the bytes of an element
   * @throws EOFException if there is less
   */
  static Matrix read(ReadableByteChannel in, ByteOrder order, ElementType type, int rows, int cols)
      throws IOException {
    Matrix matrix = Matrix.zeros(type, rows, cols);
    int length = rows * cols;
    int bytes = type.bytes();
    int chunk = Math.min(length, CHUNK_BYTES / bytes);
    ByteBuffer buffer = ByteBuffer.allocate(chunk * bytes).order(order);
    for (int done = 0; done < length; done += chunk) {
      int n = Math.min(chunk, length - done);
      readFully(in, buffer.clear().limit(n * bytes));
      switch (matrix) {
        case FloatMatrix m -> buffer.asFloatBuffer().get(m.array(), done, n);
        case DoubleMatrix m -> buffer.asDoubleBuffer().get(m.array(), done, n);
      }
    }
    return matrix;
  }

  /** Fills a buffer, and flips it. */
  static void readFully(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the file ended while it was being read");
      }
    }
    buffer.flip();
  }
}
