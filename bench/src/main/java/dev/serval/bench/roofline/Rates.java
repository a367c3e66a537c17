// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.roofline;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What JMH reports beside operations per second. It divides both counters by the time, in seconds,
 * and prints them as {@code ops/s}.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rates {

  /** Counts units of 10⁹ floating-point operations; per second: GFLOP/s. */
  public double gflops;

  /**
   * Counts hundredths of what the peak does in a second; per second: percent of the FMA peak that
   * was measured in this JVM just before the iteration, times the threads that compute.
   */
  public double percentOfPeak;

  /** For JMH. */
  public Rates() {}

  /**
   * Counts one operation of the benchmark.
   *
   * @param flops its floating-point operations
   * @param peakGflops what was measured as 100 percent
   */
  public void count(double flops, double peakGflops) {
    double gflop = flops * 1e-9;
    gflops += gflop;
    percentOfPeak += 100 * gflop / peakGflops;
  }
}
