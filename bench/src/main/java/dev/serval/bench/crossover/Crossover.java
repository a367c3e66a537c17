// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.crossover;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.OutputFile;
import dev.serval.bench.RandomMatrices;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Network;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingMethod;
import dev.serval.core.api.TrainingRun;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Times both forms over a grid of examples and inputs, and writes a table and a picture; started by
 * {@code bench/run crossover FILE.md}. A point is a whole training of {@link #ITERATIONS}
 * iterations: its start and its end (G, packing, forming W1) timed whole, its iterations by a
 * sample, both forms in turn.
 */
public final class Crossover {

  /** Iterations of a training that is priced. */
  static final int ITERATIONS = 1000;

  private static final int[] EXAMPLES = {16, 64, 209, 512, 1024, 2048};
  private static final int[] INPUTS = {32, 128, 512, 2048, 12288};
  private static final int[] HIDDEN = {20, 7, 5, 1};
  private static final int ROUNDS = 5;

  /** How long a sample of iterations lasts at least. */
  private static final long SAMPLE_NANOS = 20_000_000;

  /** How long small sizes are trained before anything counts. */
  static final long WARM_UP_NANOS = 10_000_000_000L;

  private final Backend backend;
  private final RandomMatrices random = new RandomMatrices();

  private Crossover(Backend backend) {
    this.backend = backend;
  }

  /**
   * Measures.
   *
   * @param args the table's file, {@code FILE.md}; the picture goes beside it
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Measures, and returns the exit status. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length != 1 || !args[0].endsWith(".md")) {
      err.println("crossover: give the file for the table: crossover FILE.md");
      return 2;
    }
    Path file = Path.of(args[0]);
    Path picture = file.resolveSibling(file.getFileName().toString().replace(".md", ".svg"));
    try (Backend backend = BackendChoice.open("simd")) {
      // Now, and not after minutes of measuring.
      OutputFile.requireWritable(file);
      OutputFile.requireWritable(picture);
      List<CrossoverPoint> points = new Crossover(backend).measure();
      CrossoverReport report = new CrossoverReport(points, backend.description());
      Files.writeString(file, report.markdown(picture.getFileName().toString()));
      Files.writeString(picture, report.svg());
      out.print(report.markdown(picture.getFileName().toString()));
      return 0;
    } catch (IOException e) {
      err.println("crossover: " + e.getMessage());
      return 1;
    }
  }

  private List<CrossoverPoint> measure() {
    // Small sizes compile what all sizes run; without this the first points are the interpreter's.
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      measure(INPUTS[0], EXAMPLES[1]);
      measure(INPUTS[1], EXAMPLES[2]);
    }
    List<CrossoverPoint> points = new ArrayList<>();
    for (int inputs : INPUTS) {
      for (int examples : EXAMPLES) {
        CrossoverPoint point = measure(inputs, examples);
        System.err.println(point);
        points.add(point);
      }
    }
    return points;
  }

  private CrossoverPoint measure(int inputs, int examples) {
    int[] sizes = new int[HIDDEN.length + 1];
    sizes[0] = inputs;
    System.arraycopy(HIDDEN, 0, sizes, 1, HIDDEN.length);
    Topology topology = Topology.of(sizes);
    ElementType type = ElementType.FLOAT64;
    Network network = Network.initialize(topology, Initializer.SCALED, 1, type);
    Dataset data =
        Dataset.of(random.uniform(type, inputs, examples, 0, 1), random.labels(type, 1, examples));
    double direct = Double.POSITIVE_INFINITY;
    double gram = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) { // the first warms up; the best counts
      direct = Math.min(direct, seconds(network, data, TrainingMethod.DIRECT));
      gram = Math.min(gram, seconds(network, data, TrainingMethod.GRAM));
    }
    TrainingMethod chosen =
        new Trainer().iterations(ITERATIONS).choose(topology, examples, type).method();
    return new CrossoverPoint(inputs, examples, direct, gram, chosen);
  }

  private double seconds(Network network, Dataset data, TrainingMethod method) {
    long start = System.nanoTime();
    TrainingRun run =
        new Trainer().iterations(ITERATIONS).method(method).start(network, data, backend);
    long begun = System.nanoTime() - start;
    int steps = 0;
    long stepping;
    long from = System.nanoTime();
    do {
      run.step();
      steps++;
      stepping = System.nanoTime() - from;
    } while (steps < ITERATIONS && (stepping < SAMPLE_NANOS || steps < 3));
    from = System.nanoTime();
    run.parameters();
    long ended = System.nanoTime() - from;
    return (begun + ended + (double) stepping / steps * ITERATIONS) / 1e9;
  }
}
