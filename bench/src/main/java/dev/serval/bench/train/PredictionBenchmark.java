// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.train;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.BenchmarkDefaults;
import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.bench.Verification;
import dev.serval.bench.roofline.FmaPeak;
import dev.serval.bench.roofline.Rates;
import dev.serval.core.api.Network;
import dev.serval.core.api.Predictor;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.spi.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Probabilities of a batch through a predictor handle; the weights are prepared once. */
@State(Scope.Thread)
public class PredictionBenchmark extends BenchmarkDefaults {

  /** What predicts. */
  @Param("CAT")
  public Shapes.Net net;

  /** Examples of a batch: one, as a service sees them, and as many as the cat net is trained on. */
  @Param({"1", "209"})
  public int examples;

  /** Element type. */
  @Param public ElementType type;

  /** See {@link BackendChoice}. */
  @Param({"reference", "simd", "simd/all"})
  public String backend;

  private Backend opened;
  private FmaPeak peak;
  private double peakGflops;
  private Predictor predictor;
  private Matrix expected;
  private double flops;

  /** For JMH. */
  public PredictionBenchmark() {}

  /** Predicts once and compares the probabilities with the reference. */
  @Setup
  public void prepare() {
    opened = BackendChoice.open(backend);
    peak = new FmaPeak(type);
    Network network = Network.initialize(net.topology(), Initializer.SCALED, 1, type);
    Matrix x = new RandomMatrices().uniform(type, net.topology().inputs(), examples, 0, 1);
    try (Backend reference = BackendChoice.openReference()) {
      expected = network.on(reference).probabilities(x);
    }
    predictor = network.on(opened).predictor(examples);
    predictor.input().assign(x);
    flops = net.forwardFlops(examples);
    verify();
  }

  private void verify() {
    Verification.requireSameBits("prediction " + net, opened, expected, predictor.run());
  }

  /** Measures what 100 percent are. */
  @Setup(Level.Iteration)
  public void measurePeak() {
    peakGflops = peak.gflops() * opened.threads();
  }

  /** One batch. */
  @Benchmark
  public Matrix predict(Rates rates) {
    Matrix probabilities = predictor.run();
    rates.count(flops, peakGflops);
    return probabilities;
  }

  /** Compares once more, now that the code is compiled. */
  @TearDown
  public void finish() {
    verify();
    opened.close();
  }
}
