// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

/**
 * A range 0 … length − 1 cut into {@code parts} intervals at multiples of {@code grain}, as equal
 * as that allows. Intervals at the end may be empty.
 *
 * @param length how many elements, ≥ 0
 * @param grain where cuts are allowed, ≥ 1
 * @param parts how many intervals, ≥ 1
 */
public record Partition(int length, int grain, int parts) {

  /** Returns the first element of an interval; beyond the last interval that is the length. */
  public int from(int part) {
    long grains = (length - 1L + grain) / grain;
    return (int) Math.min(length, grains * part / parts * grain);
  }

  /** Returns one past the last element of an interval. */
  public int to(int part) {
    return from(part + 1);
  }

  /** Returns the length of the longest interval: what the slowest thread has to do. */
  public int longest() {
    int longest = 0;
    for (int part = 0; part < parts; part++) {
      longest = Math.max(longest, to(part) - from(part));
    }
    return longest;
  }
}
