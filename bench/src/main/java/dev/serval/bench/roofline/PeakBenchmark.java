// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.roofline;

import dev.serval.bench.BenchmarkDefaults;
import dev.serval.core.matrix.ElementType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The FMA peak of one core as a benchmark of its own. Its {@code percentOfPeak} compares the mean
 * of an iteration with the best short window before it: far below 100, the machine was not calm.
 */
@State(Scope.Thread)
public class PeakBenchmark extends BenchmarkDefaults {

  /** Element type. */
  @Param public ElementType type;

  private FmaPeak peak;
  private double peakGflops;

  /** For JMH. */
  public PeakBenchmark() {}

  /** Makes the loop. */
  @Setup
  public void prepare() {
    peak = new FmaPeak(type);
  }

  /** Measures what 100 percent are. */
  @Setup(Level.Iteration)
  public void measurePeak() {
    peakGflops = peak.gflops();
  }

  /** Runs twelve chains of fused multiply-adds. */
  @Benchmark
  public void fma(Rates rates) {
    peak.run();
    rates.count(peak.flops(), peakGflops);
  }
}
