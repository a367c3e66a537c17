// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Dataset;
import dev.serval.core.api.Sweep;
import dev.serval.core.api.SweepConfiguration;
import dev.serval.core.api.SweepOutcome;
import dev.serval.core.api.SweepResult;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.examples.cats.pictures.InputException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cats sweep}: compares many configurations by cross-validation on the training pictures,
 * then trains the best on all of them and tests it, once and last.
 */
@Command(
    name = "sweep",
    description = {
      "Compares configurations by cross-validation on the training pictures; then trains the best"
          + " on all of them and tests it once.",
      "Every combination of --layers, --learning-rate, --init, --seed and --iterations is tried,"
          + " each once. Each of these may be given several times: --seed 1 --seed 2. Those left"
          + " out have the defaults below, which together make 100 combinations. The same call"
          + " prints the same results, to the last bit. Ctrl-C prints what is finished."
    })
final class SweepCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--layers",
      paramLabel = "N,N,...",
      description =
          "units of the hidden layers; \"\" is logistic regression"
              + " (default: 20,7,5 24,7,5 20,12,6 32,8,5 and 7)")
  List<String> layers = new ArrayList<>();

  @Option(
      names = "--learning-rate",
      converter = NumberConverter.class,
      paramLabel = "RATE",
      description = "step size of gradient descent (default: 0.003 0.005 0.0075 0.01 and 0.015)")
  List<Double> learningRates = new ArrayList<>();

  @Option(
      names = "--init",
      completionCandidates = OptionWords.Init.class,
      paramLabel = "INIT",
      description = "initial weights: scaled, small or he (default: scaled and he)")
  List<Initializer> initializers = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "seed of the initial weights (default: 1 and 2)")
  List<Long> seeds = new ArrayList<>();

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "passes over the training pictures (default: 2500)")
  List<Integer> iterations = new ArrayList<>();

  @Option(
      names = "--folds",
      defaultValue = "5",
      paramLabel = "K",
      description = "parts the training pictures are dealt into (default: 5)")
  int folds = 5;

  @Option(
      names = "--fold-seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "seed of how they are dealt (default: 1)")
  long foldSeed = 1;

  @Option(
      names = "--precision",
      completionCandidates = OptionWords.Precision.class,
      defaultValue = "float64",
      paramLabel = "TYPE",
      description = "float64 or float32 (default: float64)")
  ElementType precision = ElementType.FLOAT64;

  @Option(
      names = "--backend",
      completionCandidates = OptionWords.Backend.class,
      defaultValue = "auto",
      paramLabel = "BACKEND",
      description = "auto, simd or reference (default: auto)")
  TrainingOptions.BackendChoice backend = TrainingOptions.BackendChoice.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many configurations are trained at a time (default: one per core)")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "lines of the ranking to print (default: 10)")
  int top = 10;

  @Option(names = "--model", paramLabel = "FILE", description = "save the best, trained, here")
  @Nullable Path model;

  @Option(names = "--quiet", description = "print results only: no log, no progress")
  boolean quiet;

  SweepCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    data.check(command);
    // What is given twice, maybe in other words, is one configuration.
    Map<SweepConfiguration, TrainingOptions> candidates = new LinkedHashMap<>();
    for (TrainingOptions candidate : candidates()) {
      candidate.check(command);
      candidates.putIfAbsent(candidate.configuration(command), candidate);
    }
    List<SweepConfiguration> configurations = List.copyOf(candidates.keySet());
    check();
    Optional<DataSource.Parts> parts = data.parts(command);
    Path[] inputs = parts.map(p -> new Path[] {p.train(), p.test()}).orElse(new Path[0]);
    OutputFile.checkModel(command, model, inputs);
    DataSource.Split split = data.read(parts);

    SweepTable table = new SweepTable(split.train(), top);
    SweepResult result = sweep(configurations, split, table);
    PrintStream out = terminal.out();
    out.printf(
        "%d configurations, each trained %d times on %d pictures without a fold and validated on"
            + " it%n",
        configurations.size(), folds, split.train().count());
    table.print(out, result.ranking());
    SweepOutcome best = best(result);
    TrainingOptions winner = Objects.requireNonNull(candidates.get(best.configuration()));
    Training training = Training.run(split, winner, command, terminal, quiet);
    out.printf("the best, trained on all: %s%n", best.configuration());
    Score.print(out, List.of(training.train(), training.test()));
    if (model != null) {
      CatModel.of(training, winner, data.partingMetadata(parts)).write(model);
    }
    if (!quiet && training.train().saysOneThing()) {
      terminal.err().println("the best gives every training picture the same answer");
    }
    return Cats.DONE;
  }

  private SweepResult sweep(
      List<SweepConfiguration> configurations, DataSource.Split split, SweepTable table) {
    Dataset train = Training.dataset(split.train(), precision);
    try (SweepProgress progress =
        new SweepProgress(terminal, quiet, table, configurations.size())) {
      return new Sweep()
          .folds(folds)
          .foldSeed(foldSeed)
          .threads(threads)
          .backends(
              () -> {
                // The sweep has accepted its input by now.
                progress.begin(
                    SweepGrid.line(configurations, folds),
                    Math.min(threads, configurations.size()));
                return TrainingOptions.open(backend, 1);
              })
          .listener(progress)
          .run(configurations, train);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static SweepOutcome best(SweepResult result) {
    try {
      return result.best();
    } catch (IllegalStateException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private void check() {
    if (folds < 2) {
      throw new InputException("--folds %d: must be at least 2".formatted(folds));
    }
    if (foldSeed < 0 || foldSeed > TrainingOptions.MAX_SEED) {
      throw new InputException(
          "--fold-seed %d: must be from 0 to %d".formatted(foldSeed, TrainingOptions.MAX_SEED));
    }
    if (top < 1) {
      throw new InputException("--top %d: must be at least 1".formatted(top));
    }
  }

  /** Returns every combination, as options of a training; the last kind of value varies fastest. */
  private List<TrainingOptions> candidates() {
    List<TrainingOptions> all = new ArrayList<>();
    for (String candidateLayers : or(layers, SweepGrid.LAYERS)) {
      for (double rate : or(learningRates, SweepGrid.LEARNING_RATES)) {
        for (Initializer initializer : or(initializers, SweepGrid.INITIALIZERS)) {
          for (long seed : or(seeds, SweepGrid.SEEDS)) {
            for (int count : or(iterations, SweepGrid.ITERATIONS)) {
              TrainingOptions candidate = new TrainingOptions();
              candidate.layers = candidateLayers;
              candidate.learningRate = rate;
              candidate.init = initializer;
              candidate.seed = seed;
              candidate.iterations = count;
              candidate.precision = precision;
              candidate.backend = backend;
              candidate.threads = threads;
              all.add(candidate);
            }
          }
        }
      }
    }
    return all;
  }

  private static <T> List<T> or(List<T> given, List<T> builtIn) {
    return given.isEmpty() ? builtIn : given;
  }
}
