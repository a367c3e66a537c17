// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import dev.serval.simd.gemm.BufferPool;
import org.jspecify.annotations.Nullable;

/**
 * C := epilogue(A·B) in plain loops, on the caller's thread: two rows of C at a time, each a row of
 * sums to which four scaled rows of B are added in one sweep. Per element of C that is one chain of
 * fma over each segment of K, k ascending, and the segments are added in order: the numerics
 * contract.
 *
 * <p>C2 makes vectors of the sweep by itself, but only if all arrays are indexed by the bare loop
 * variable: with an offset into one array that holds all of B it stays scalar, at a quarter of the
 * speed (docs/startup.md). So B is a constant whose rows are arrays of their own, or a block of it
 * is copied that way first.
 */
public final class FloatPlainGemm implements Product {

  private static final int SEGMENT = FloatPlainBuffers.SEGMENT;
  private static final int BLOCK = FloatPlainBuffers.BLOCK;

  /**
   * Columns up to which each element is better summed by itself: a sweep over so few is all
   * overhead, most of all in the interpreter.
   */
  private static final int FEW_COLUMNS = 2;

  private final FloatMatrix a;
  private final @Nullable FloatMatrix b;
  private final float @Nullable [][] rows;
  private final FloatMatrix c;
  private final FloatPlainEpilogue epilogue;
  private final BufferPool<FloatPlainBuffers> pool;

  /**
   * Collects what a run needs.
   *
   * @param a left factor, M×K
   * @param b right factor, K×N; null if its rows are given
   * @param rows right factor, each row an array; null if it is a matrix
   * @param c result, M×N
   * @param epilogue what happens to finished elements
   * @param pool where buffers come from
   */
  public FloatPlainGemm(
      FloatMatrix a,
      @Nullable FloatMatrix b,
      float @Nullable [][] rows,
      FloatMatrix c,
      Epilogue epilogue,
      BufferPool<FloatPlainBuffers> pool) {
    this.a = a;
    this.b = b;
    this.rows = rows;
    this.c = c;
    this.epilogue = new FloatPlainEpilogue(epilogue);
    this.pool = pool;
  }

  @Override
  public void run() {
    if (c.rows() == 0 || c.cols() == 0) {
      return;
    }
    FloatPlainBuffers buffers = pool.borrow();
    try {
      if (c.cols() <= FEW_COLUMNS) {
        byElement(buffers);
      } else {
        for (int col = 0; col < c.cols(); col += BLOCK) {
          columns(col, Math.min(BLOCK, c.cols() - col), buffers);
        }
      }
    } finally {
      pool.giveBack(buffers);
    }
  }

  private void byElement(FloatPlainBuffers buffers) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        float total = chain(i, j, 0);
        for (int from = SEGMENT; from < a.cols(); from += SEGMENT) {
          total += chain(i, j, from);
        }
        buffers.first[j] = total;
      }
      finish(i, 0, c.cols(), buffers.first, 0, buffers);
    }
  }

  private float chain(int i, int j, int from) {
    int k = Math.min(SEGMENT, a.cols() - from);
    if (k <= 0) {
      return 0;
    }
    int left = a.index(i, from);
    return b == null
        ? chain(a.array(), left, a.colStride(), rows(), from, j, k)
        : chain(a.array(), left, a.colStride(), b.array(), b.index(from, j), b.rowStride(), k);
  }

  private static float chain(
      float[] a, int aOffset, int aStep, float[][] rows, int from, int j, int k) {
    int left = aOffset;
    float sum = 0;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(a[left], rows[from + p][j], sum);
      left += aStep;
    }
    return sum;
  }

  private static float chain(
      float[] a, int aOffset, int aStep, float[] b, int bOffset, int bStep, int k) {
    int left = aOffset;
    int right = bOffset;
    float sum = 0;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(a[left], b[right], sum);
      left += aStep;
      right += bStep;
    }
    return sum;
  }

  private void columns(int col, int n, FloatPlainBuffers buffers) {
    // Sums are indexed as the rows of B are: from the first column of C on, or of the block.
    int from = b == null ? col : 0;
    buffers.reserve(b == null ? c.cols() : n);
    int pc = 0;
    do { // once even for K = 0, whose sums are +0
      int k = Math.min(SEGMENT, a.cols() - pc);
      float[][] right = b == null ? rows() : buffers.rows;
      int row = b == null ? pc : 0;
      if (b != null) {
        copyRows(b, pc, k, col, n, right);
      }
      for (int i = 0; i < c.rows(); i += 2) {
        // The last of an odd number of rows is computed twice: one loop to compile, not two.
        int next = Math.min(i + 1, c.rows() - 1);
        buffers.clear(from, n);
        twoRows(i, next, pc, k, right, row, from, from + n, buffers);
        store(i, col, n, pc, k, buffers.first, from, buffers);
        if (next > i) {
          store(next, col, n, pc, k, buffers.second, from, buffers);
        }
      }
      pc += SEGMENT;
    } while (pc < a.cols());
  }

  private float[][] rows() {
    if (rows == null) {
      throw new IllegalStateException("B is neither a matrix nor rows");
    }
    return rows;
  }

  private static void copyRows(FloatMatrix b, int pc, int k, int col, int n, float[][] rows) {
    for (int p = 0; p < k; p++) {
      FloatPlainRow.gather(b.array(), b.index(pc + p, col), b.colStride(), rows[p], 0, n);
    }
  }

  private void twoRows(
      int i,
      int next,
      int pc,
      int k,
      float[][] right,
      int row,
      int from,
      int to,
      FloatPlainBuffers buffers) {
    float[] array = a.array();
    int step = a.colStride();
    int u = a.index(i, pc);
    int v = a.index(next, pc);
    int p = row;
    for (; p <= row + k - 4; p += 4) {
      sweep(
          array[u],
          array[u + step],
          array[u + 2 * step],
          array[u + 3 * step],
          array[v],
          array[v + step],
          array[v + 2 * step],
          array[v + 3 * step],
          right[p],
          right[p + 1],
          right[p + 2],
          right[p + 3],
          buffers.first,
          buffers.second,
          from,
          to);
      u += 4 * step;
      v += 4 * step;
    }
    for (; p < row + k; p++) {
      sweep(array[u], array[v], right[p], buffers.first, buffers.second, from, to);
      u += step;
      v += step;
    }
  }

  private static void sweep(
      float u0,
      float u1,
      float u2,
      float u3,
      float v0,
      float v1,
      float v2,
      float v3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] first,
      float[] second,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      first[j] = Math.fma(u3, x3, Math.fma(u2, x2, Math.fma(u1, x1, Math.fma(u0, x0, first[j]))));
      second[j] = Math.fma(v3, x3, Math.fma(v2, x2, Math.fma(v1, x1, Math.fma(v0, x0, second[j]))));
    }
  }

  private static void sweep(
      float u, float v, float[] b, float[] first, float[] second, int from, int to) {
    for (int j = from; j < to; j++) {
      first[j] = Math.fma(u, b[j], first[j]);
      second[j] = Math.fma(v, b[j], second[j]);
    }
  }

  /** Adds the sums of a segment to a row of C, and finishes it after the last segment. */
  private void store(
      int i, int col, int n, int pc, int k, float[] sums, int from, FloatPlainBuffers buffers) {
    if (pc > 0) {
      FloatPlainRow.gather(c.array(), c.index(i, col), c.colStride(), buffers.other, from, n);
      FloatPlainRow.add(buffers.other, sums, from, from + n);
    }
    if (pc + k == a.cols()) {
      finish(i, col, n, sums, from, buffers);
    } else {
      FloatPlainRow.scatter(sums, from, c.array(), c.index(i, col), c.colStride(), n);
    }
  }

  private void finish(int i, int col, int n, float[] sums, int from, FloatPlainBuffers buffers) {
    epilogue.apply(i, col, n, sums, from, buffers.other);
    FloatPlainRow.scatter(sums, from, c.array(), c.index(i, col), c.colStride(), n);
  }

  @Override
  public String toString() {
    return "plain gemm " + c.type() + " " + c.rows() + "×" + c.cols() + "×" + a.cols();
  }
}
