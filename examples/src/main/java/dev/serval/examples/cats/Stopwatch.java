// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.lang.management.ManagementFactory;

/** Measures seconds. */
final class Stopwatch {

  private final long start = System.nanoTime();

  /** Returns the seconds since this stopwatch was made. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns the seconds since the virtual machine started. */
  static double sinceStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - started) / 1e3;
  }
}
