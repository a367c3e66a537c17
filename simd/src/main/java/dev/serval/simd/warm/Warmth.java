// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

/** Whether the kernels behind one kind of work have been seen to be compiled. Never turns back. */
public final class Warmth {

  private final Trial trial;

  // Opaque would do: whoever sees the change late computes the same bits a little slower.
  private volatile boolean warm;

  // Written by callers without a lock: an estimate that loses an addition is still one.
  private int runs;
  private long nanos;

  Warmth(Trial trial) {
    this.trial = trial;
  }

  /** Returns whether kernels are to be used. */
  public boolean isWarm() {
    return warm;
  }

  void turnWarm() {
    warm = true;
  }

  Trial trial() {
    return trial;
  }

  void ran(long estimatedNanos) {
    runs++;
    nanos += estimatedNanos;
  }

  /** Returns how often the work was done in plain loops. */
  int runs() {
    return runs;
  }

  /** Returns how long it took in plain loops, roughly. */
  long nanos() {
    return nanos;
  }
}
