// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.elementwise;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.BenchmarkDefaults;
import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.bench.Verification;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A := sigmoid(Z) and A := relu(Z), from one matrix into another. */
@State(Scope.Thread)
public class ActivationBenchmark extends BenchmarkDefaults {

  /** Where sigmoid is neither 0 nor 1 in float32, and ReLU's sign is a coin toss. */
  private static final double RANGE = 8;

  /** How many elements. */
  @Param public Shapes.Elements elements;

  /** Element type. */
  @Param public ElementType type;

  /** See {@link BackendChoice}. */
  @Param({"reference", "simd", "simd/all"})
  public String backend;

  private Backend opened;
  private Matrix z;
  private Matrix a;

  /** For JMH. */
  public ActivationBenchmark() {}

  /** Computes both functions and compares them with the reference. */
  @Setup
  public void prepare() {
    opened = BackendChoice.open(backend);
    z = new RandomMatrices().uniform(type, elements.rows(), elements.cols(), -RANGE, RANGE);
    a = Matrix.zeros(type, elements.rows(), elements.cols());
    verify();
  }

  private void verify() {
    Matrix expected = Matrix.zeros(type, elements.rows(), elements.cols());
    try (Backend reference = BackendChoice.openReference()) {
      opened.sigmoid(z, a);
      reference.sigmoid(z, expected);
      Verification.requireSameBits("sigmoid " + elements, opened, expected, a);
      opened.relu(z, a);
      reference.relu(z, expected);
      Verification.requireSameBits("relu " + elements, opened, expected, a);
    }
  }

  /** A := sigmoid(Z). */
  @Benchmark
  public void sigmoid(ElementRate rate) {
    opened.sigmoid(z, a);
    rate.count(elements.count());
  }

  /** A := relu(Z). */
  @Benchmark
  public void relu(ElementRate rate) {
    opened.relu(z, a);
    rate.count(elements.count());
  }

  /** Compares once more, now that the code is compiled. */
  @TearDown
  public void finish() {
    verify();
    opened.close();
  }
}
