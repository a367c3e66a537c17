// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

/**
 * Runs the independent parts of a task, in any order, on any threads, and returns when all are
 * done.
 */
public interface ParallelFor extends AutoCloseable {

  /** Work cut into parts that may run at the same time. */
  interface Task {

    /**
     * Does one part.
     *
     * @param part which, from 0
     */
    void runPart(int part);
  }

  /** Returns how many parts can make progress at the same time, the caller's included. */
  int threads();

  /**
   * Runs {@code task.runPart(0 … parts − 1)}, each once. What the parts wrote is visible to the
   * caller afterwards.
   *
   * @param parts how many parts there are, ≥ 0
   * @param task what to run
   * @throws RuntimeException (or an error) what a part threw; if several did, one of them. The
   *     other parts have run nevertheless
   */
  void run(int parts, Task task);

  /** Ends the threads, if there are any; a later {@link #run} uses the caller's alone. */
  @Override
  void close();
}
