// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/**
 * A library that can do some of the tasks, called as its own users call it. Implementations have a
 * constructor that takes the number of threads; what it throws is reported as "did not load".
 */
public interface Contender {

  /** Returns name, version and whatever else shapes its speed, in one line. */
  String describe();

  /**
   * Makes ready to do a task again and again.
   *
   * @param task what to do; its inputs are in {@link Inputs}
   * @return the work, which the caller closes
   * @throws UnsupportedOperationException if this library has no way of doing it; the message says
   *     why
   * @throws Exception whatever the library throws
   */
  Work open(Task task) throws Exception;
}
