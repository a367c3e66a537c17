// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.gemm;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.BenchmarkDefaults;
import dev.serval.bench.Shapes;
import dev.serval.bench.roofline.FmaPeak;
import dev.serval.bench.roofline.Rates;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.spi.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * C := A·B: the net's own products and squares. Constant factors are prepared, as in the engine.
 */
@State(Scope.Thread)
public class GemmBenchmark extends BenchmarkDefaults {

  /** What is multiplied. */
  @Param public Shapes.Gemm shape;

  /** Element type. */
  @Param public ElementType type;

  /** See {@link BackendChoice}. */
  @Param({"reference", "simd", "simd/all"})
  public String backend;

  private Backend opened;
  private FmaPeak peak;
  private double peakGflops;
  private GemmCase product;

  /** For JMH. */
  public GemmBenchmark() {}

  /** Plans the product and compares it with the reference. */
  @Setup
  public void prepare() {
    opened = BackendChoice.open(backend);
    peak = new FmaPeak(type);
    product = new GemmCase(shape, type, opened);
  }

  /** Measures what 100 percent are. */
  @Setup(Level.Iteration)
  public void measurePeak() {
    peakGflops = peak.gflops() * opened.threads();
  }

  /** One product. */
  @Benchmark
  public void product(Rates rates) {
    product.run();
    rates.count(product.flops(), peakGflops);
  }

  /** Compares what the timed, by now compiled, code left behind. */
  @TearDown
  public void finish() {
    product.verify();
    opened.close();
  }
}
