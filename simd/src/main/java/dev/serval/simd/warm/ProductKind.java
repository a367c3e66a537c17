// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Epilogue;

/**
 * What decides which code computes a product: sizes, capped so that those which take the same paths
 * (whole tiles and a tail, one segment or several) are alike and a trial is short; which factors
 * are prepared; which way the elements lie; the epilogue.
 *
 * @param type element type
 * @param m rows of C, capped
 * @param n columns of C, capped
 * @param k length of the sums, capped
 * @param left whether A is prepared
 * @param right whether B is prepared
 * @param aAlong whether rows of A are contiguous; true if it is prepared
 * @param bAlong whether rows of B are contiguous; true if it is prepared
 * @param cAlong whether rows of C are contiguous
 * @param add whether something is added first
 * @param epilogue the epilogue, or what follows the addition
 */
public record ProductKind(
    ElementType type,
    int m,
    int n,
    int k,
    boolean left,
    boolean right,
    boolean aAlong,
    boolean bAlong,
    boolean cAlong,
    boolean add,
    Class<? extends Epilogue> epilogue) {

  private static final int SEGMENT = 256;

  /** Products of so few columns have kernels that depend on the number of segments. */
  private static final int FEW_COLUMNS = 4;

  /** Rows and columns beyond are cut by multiples of this, which any tile divides. */
  private static final int PERIOD = 96;

  /** Returns the kind of a product. */
  public static ProductKind of(Operand a, Operand b, Matrix c, Epilogue epilogue) {
    boolean left = a instanceof Prepared;
    boolean right = b instanceof Prepared;
    boolean few = Math.min(c.rows(), c.cols()) <= FEW_COLUMNS;
    Epilogue then = epilogue instanceof Epilogue.Add add ? add.then() : epilogue;
    return new ProductKind(
        c.type(),
        cap(c.rows()),
        cap(c.cols()),
        few || a.cols() <= SEGMENT ? a.cols() : SEGMENT + 1 + a.cols() % 16,
        left,
        right,
        left || ((Matrix) a).colStride() == 1,
        right || ((Matrix) b).colStride() == 1,
        c.colStride() == 1,
        epilogue instanceof Epilogue.Add,
        then.getClass());
  }

  private static int cap(int size) {
    return size < 3 * PERIOD ? size : 2 * PERIOD + size % PERIOD;
  }

  // By hand: what a record brings would first have to be made, and a fresh JVM pays 20 ms for that.
  boolean sameAs(ProductKind other) {
    return type == other.type
        && m == other.m
        && n == other.n
        && k == other.k
        && left == other.left
        && right == other.right
        && aAlong == other.aAlong
        && bAlong == other.bAlong
        && cAlong == other.cAlong
        && add == other.add
        && epilogue.equals(other.epilogue);
  }
}
