// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.train;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.BenchmarkDefaults;
import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.bench.Verification;
import dev.serval.bench.roofline.FmaPeak;
import dev.serval.bench.roofline.Rates;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Network;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingMethod;
import dev.serval.core.api.TrainingRun;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.spi.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One iteration of gradient descent on a full batch: forward, cost, backward, update. */
@State(Scope.Thread)
public class TrainingStepBenchmark extends BenchmarkDefaults {

  /** More than one, so that a wrong update shows in the next cost. */
  private static final int VERIFIED_STEPS = 3;

  /** What is trained. */
  @Param public Shapes.Net net;

  /** Element type. */
  @Param public ElementType type;

  /** See {@link BackendChoice}. */
  @Param({"reference", "simd", "simd/all"})
  public String backend;

  private Backend opened;
  private FmaPeak peak;
  private double peakGflops;
  private Network network;
  private Dataset data;
  private TrainingRun run;

  /** For JMH. */
  public TrainingStepBenchmark() {}

  /** Trains some steps and compares costs and parameters with the reference. */
  @Setup
  public void prepare() {
    opened = BackendChoice.open(backend);
    peak = new FmaPeak(type);
    RandomMatrices random = new RandomMatrices();
    data =
        Dataset.of(
            random.uniform(type, net.topology().inputs(), net.examples(), 0, 1), // as pixels are
            random.labels(type, net.topology().outputs(), net.examples()));
    network = Network.initialize(net.topology(), Initializer.SCALED, 1, type);
    verify();
  }

  private void verify() {
    String what = "training step " + net;
    Trainer trainer = new Trainer().method(TrainingMethod.DIRECT);
    try (Backend reference = BackendChoice.openReference()) {
      TrainingRun expected = trainer.start(network, data, reference);
      TrainingRun actual = trainer.start(network, data, opened);
      for (int step = 1; step <= VERIFIED_STEPS; step++) {
        Verification.requireSameBits(
            what + " " + step + ", cost", opened, expected.step(), actual.step());
        Verification.requireSameBits(
            what + " " + step + ",", opened, expected.parameters(), actual.parameters());
      }
    }
  }

  /** Starts from the same parameters every time, so that all iterations do the same work. */
  @Setup(Level.Iteration)
  public void start() {
    run = new Trainer().method(TrainingMethod.DIRECT).start(network, data, opened);
    peakGflops = peak.gflops() * opened.threads();
  }

  /** One step. */
  @Benchmark
  public double step(Rates rates) {
    double cost = run.step();
    rates.count(net.stepFlops(), peakGflops);
    return cost;
  }

  /** Compares once more, now that the code is compiled. */
  @TearDown
  public void finish() {
    verify();
    opened.close();
  }
}
