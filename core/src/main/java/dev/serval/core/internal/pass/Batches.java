// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

/**
 * A fixed set of examples cut into batches of consecutive columns, the last one shorter if need be.
 *
 * @param examples m, ≥ 1
 * @param size columns of a batch, 1 to m
 */
public record Batches(int examples, int size) {

  /** Cuts m examples into batches of at most {@code largest}; one batch if that is m or more. */
  public static Batches of(int examples, int largest) {
    return new Batches(examples, Math.min(examples, largest));
  }

  /** Returns how many batches there are. */
  public int count() {
    return (examples - 1) / size + 1;
  }

  /** Returns the first column of a batch. */
  public int from(int batch) {
    return batch * size;
  }

  /** Returns one past the last column of a batch. */
  public int to(int batch) {
    return batch == count() - 1 ? examples : from(batch) + size;
  }
}
