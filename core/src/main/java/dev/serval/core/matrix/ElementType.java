// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.matrix;

/** The floating-point format of every element of a matrix. */
public enum ElementType {
  /** IEEE 754 binary32, Java's {@code float}. */
  FLOAT32(Float.BYTES),
  /** IEEE 754 binary64, Java's {@code double}; the notebooks' own format. */
  FLOAT64(Double.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * Rounds a double once to this format (and widens it back, which is exact).
   *
   * @param value any double
   * @return the nearest value of this format, ties to even
   */
  public double round(double value) {
    return this == FLOAT32 ? (float) value : value;
  }
}
