// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

/**
 * A constant factor of many products, in the layout that one backend reads fastest. Made by {@code
 * Backend.prepare}, owned by the caller, valid only with the backend that made it. The elements are
 * captured when it is made: later changes of the source are not seen.
 */
public abstract non-sealed class Prepared implements Operand {

  /** The place of a factor in A·B. */
  public enum Side {
    /** A of A·B. */
    LEFT,
    /** B of A·B. */
    RIGHT
  }

  private final Object owner;
  private final Side side;
  private final ElementType type;
  private final int rows;
  private final int cols;

  /**
   * Records what every prepared operand knows.
   *
   * @param owner the backend that made it, compared by identity
   * @param side the place in A·B it was prepared for
   * @param source the matrix whose elements it holds; only shape and type are read here
   */
  protected Prepared(Object owner, Side side, Matrix source) {
    this.owner = owner;
    this.side = side;
    this.type = source.type();
    this.rows = source.rows();
    this.cols = source.cols();
  }

  /** Returns the backend that made this operand. */
  public final Object owner() {
    return owner;
  }

  /** Returns the place in A·B this operand was prepared for. */
  public final Side side() {
    return side;
  }

  @Override
  public final ElementType type() {
    return type;
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final int cols() {
    return cols;
  }
}
