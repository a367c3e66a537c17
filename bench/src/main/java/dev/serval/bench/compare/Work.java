// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/** One task, ready to be timed. One thread at a time. */
public interface Work extends AutoCloseable {

  /** Does the task once. Training goes on from where the last run ended. */
  void run() throws Exception;

  /**
   * Starts from the inputs anew, does the task once and returns its result in the common order: a
   * matrix row by row with units as rows and examples as columns; parameters as W1, b1, W2, …; a
   * whole training as its costs at iterations 0, 10, 20, ….
   */
  double[] result() throws Exception;

  @Override
  default void close() {}
}
