// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Backends;
import dev.serval.core.api.SweepConfiguration;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingMethod;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.examples.cats.pictures.InputException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a training may be told; each default is the notebook's L-layer model. */
final class TrainingOptions {

  /** Who computes. */
  enum BackendChoice {
    /** The fastest available. */
    AUTO,
    /** The Vector API. */
    SIMD,
    /** Plain loops. */
    REFERENCE
  }

  /** Largest number of threads accepted: a typing error should not start a million. */
  private static final int MAX_THREADS = 1024;

  /** NumPy's legacy generator takes 32 bits. */
  static final long MAX_SEED = 0xFFFF_FFFFL;

  @Option(
      names = "--layers",
      defaultValue = "20,7,5",
      paramLabel = "N,N,...",
      description = "units of the hidden layers; \"\" is logistic regression (default: 20,7,5)")
  String layers = "20,7,5";

  @Option(
      names = "--init",
      completionCandidates = OptionWords.Init.class,
      defaultValue = "scaled",
      paramLabel = "INIT",
      description = "initial weights: scaled, small or he (default: scaled)")
  Initializer init = Initializer.SCALED;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "seed of the initial weights, as NumPy's (default: 1)")
  long seed = 1;

  @Option(
      names = "--learning-rate",
      converter = NumberConverter.class,
      defaultValue = "0.0075",
      paramLabel = "RATE",
      description = "step size of gradient descent (default: 0.0075)")
  double learningRate = Trainer.DEFAULT_LEARNING_RATE;

  @Option(
      names = "--iterations",
      defaultValue = "2500",
      paramLabel = "N",
      description = "passes over all training pictures (default: 2500)")
  int iterations = Trainer.DEFAULT_ITERATIONS;

  @Option(
      names = "--precision",
      completionCandidates = OptionWords.Precision.class,
      defaultValue = "float64",
      paramLabel = "TYPE",
      description = "float64, the notebook's own, or float32 (default: float64)")
  ElementType precision = ElementType.FLOAT64;

  @Option(
      names = "--method",
      completionCandidates = OptionWords.Method.class,
      defaultValue = "auto",
      paramLabel = "METHOD",
      description =
          "auto, direct or gram: the first layer by the pictures or by their inner products; the"
              + " same costs to 12 digits (default: auto, whichever is faster)")
  TrainingMethod method = TrainingMethod.AUTO;

  @Option(
      names = "--backend",
      completionCandidates = OptionWords.Backend.class,
      defaultValue = "auto",
      paramLabel = "BACKEND",
      description = "auto, simd or reference (default: auto)")
  BackendChoice backend = BackendChoice.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many threads compute (default: one per core)")
  int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Refuses values that no training can have.
   *
   * @param spec the command, for the message if {@code --layers} does not parse
   */
  void check(CommandSpec spec) {
    for (int units : hiddenLayers(spec)) {
      if (units < 1) {
        throw new InputException(
            "--layers %s: a layer of %d units; every layer needs at least 1"
                .formatted(layers, units));
      }
    }
    if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
      throw new InputException(
          "--learning-rate %s: must be a finite number above 0".formatted(learningRate));
    }
    if (iterations < 0) {
      throw new InputException("--iterations %d: must not be negative".formatted(iterations));
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new InputException(
          "--threads %d: must be from 1 to %d".formatted(threads, MAX_THREADS));
    }
    if (seed < 0 || seed > MAX_SEED) {
      throw new InputException("--seed %d: must be from 0 to %d".formatted(seed, MAX_SEED));
    }
  }

  /** Returns the layer sizes of a network for pictures of {@code features} bytes. */
  Topology topology(CommandSpec spec, int features) {
    int[] hidden = hiddenLayers(spec);
    int[] sizes = new int[hidden.length + 2];
    sizes[0] = features;
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[sizes.length - 1] = 1;
    return Topology.of(sizes);
  }

  /**
   * Returns a trainer as the options say, without a backend.
   *
   * @param topology layer sizes
   * @param examples how many pictures it will train on
   * @throws InputException if the method does not apply to them
   */
  Trainer trainer(Topology topology, int examples) {
    Trainer trainer =
        new Trainer().learningRate(learningRate).iterations(iterations).method(method);
    try {
      trainer.choose(topology, examples, precision);
    } catch (IllegalArgumentException e) {
      throw new InputException("--method gram: " + e.getMessage(), e);
    }
    return trainer;
  }

  /**
   * Returns what a sweep calls this.
   *
   * @throws InputException if no sweep can have it
   */
  SweepConfiguration configuration(CommandSpec spec) {
    List<Integer> hidden = IntStream.of(hiddenLayers(spec)).boxed().toList();
    try {
      return new SweepConfiguration(hidden, learningRate, init, seed, iterations);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns these options with another number of iterations: what an interrupted training came to.
   *
   * @param done how many it did
   */
  TrainingOptions withIterations(int done) {
    TrainingOptions options = new TrainingOptions();
    options.layers = layers;
    options.init = init;
    options.seed = seed;
    options.learningRate = learningRate;
    options.iterations = done;
    options.precision = precision;
    options.method = method;
    options.backend = backend;
    options.threads = threads;
    return options;
  }

  /** Returns the precision's name, for people and files. */
  String precisionName() {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /** Opens the backend asked for; it logs its own name. */
  Backend openBackend() {
    return open(backend, threads);
  }

  /** Opens a backend; it logs its own name. */
  static Backend open(BackendChoice choice, int threads) {
    BackendOptions options = new BackendOptions(threads);
    if (choice == BackendChoice.AUTO) {
      return Backends.best(options);
    }
    String name = choice.name().toLowerCase(Locale.ROOT);
    try {
      return Backends.named(name, options);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InputException("--backend " + name + ": " + e.getMessage(), e);
    }
  }

  private int[] hiddenLayers(CommandSpec spec) {
    if (layers.isBlank()) {
      return new int[0];
    }
    String[] parts = layers.split(",", -1);
    int[] sizes = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        sizes[i] = Integer.parseInt(parts[i].strip());
      } catch (NumberFormatException e) {
        throw new ParameterException(
            spec.commandLine(),
            "--layers: '%s' is not a list of whole numbers such as 20,7,5".formatted(layers),
            e);
      }
    }
    return sizes;
  }
}
