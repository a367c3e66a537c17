// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.elementwise;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What JMH reports beside calls per second; it divides the counter by the time in seconds. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class ElementRate {

  /** Counts units of 10⁹ elements; per second: elements per nanosecond. */
  public double gigaElements;

  /** For JMH. */
  public ElementRate() {}

  /** Counts one call on this many elements. */
  public void count(int elements) {
    gigaElements += elements * 1e-9;
  }
}
