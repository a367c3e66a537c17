// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What one reading of the clock costs: no operation shorter than this is timed alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark extends BenchmarkDefaults {

  /** For JMH. */
  public TimerBenchmark() {}

  /** Reads the clock once. */
  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }
}
