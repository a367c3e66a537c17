// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.CostPoint;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Network;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingDivergedException;
import dev.serval.core.api.TrainingListener;
import dev.serval.core.api.TrainingResult;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A network trained on pictures, and how it did.
 *
 * @param network what came out
 * @param iterations how many were done: as many as asked for, unless it was interrupted
 * @param costs the learning curve
 * @param train its score on the pictures it saw
 * @param test its score on the others
 * @param method "direct" or "gram"
 * @param backend the name of what computed
 * @param threads how many computed
 * @param seconds what the training alone took
 */
record Training(
    Network network,
    int iterations,
    List<CostPoint> costs,
    Score train,
    Score test,
    String method,
    String backend,
    int threads,
    double seconds) {

  /** Copies the list. */
  Training {
    costs = List.copyOf(costs);
  }

  /**
   * Trains on one part of the pictures and tests on both.
   *
   * @param split the pictures
   * @param options already checked
   * @param spec the command
   * @param terminal shows the progress
   * @param quiet whether to show none
   * @throws InputException if the cost does not stay finite or the layers are too large
   */
  static Training run(
      DataSource.Split split,
      TrainingOptions options,
      CommandSpec spec,
      Terminal terminal,
      boolean quiet) {
    return run(split, options, spec, terminal, quiet, List.of(), network -> {});
  }

  /**
   * Trains on one part of the pictures and tests on both.
   *
   * @param split the pictures
   * @param options already checked
   * @param spec the command
   * @param terminal shows the progress
   * @param quiet whether to show none
   * @param listeners who else is told of every iteration
   * @param trained is given the network before it is tested
   * @throws InputException if the cost does not stay finite or the layers are too large
   */
  static Training run(
      DataSource.Split split,
      TrainingOptions options,
      CommandSpec spec,
      Terminal terminal,
      boolean quiet,
      List<TrainingListener> listeners,
      Consumer<Network> trained) {
    Topology topology = options.topology(spec, split.train().features());
    Beside<Network> drawn = Beside.start("weights", () -> initialize(topology, options));
    Dataset train = dataset(split.train(), options.precision);
    Network start = drawn.get();
    Trainer settings = options.trainer(topology, train.examples());
    try (Backend backend = options.openBackend()) {
      Trainer trainer = settings.backend(backend);
      for (TrainingListener listener : listeners) {
        trainer = trainer.listener(listener);
      }
      Stopwatch watch = new Stopwatch();
      TrainingResult result;
      if (terminal.interactive() && !quiet) {
        try (Progress progress = new Progress(terminal.err(), options.iterations)) {
          result = trainer.listener(progress).train(start, train);
        }
      } else {
        result = trainer.train(start, train);
      }
      double seconds = watch.seconds();
      trained.accept(result.network());
      Network network = result.network().on(backend);
      Score trainScore = new Score("train", split.train(), network.evaluate(train));
      Score testScore =
          new Score(
              "test", split.test(), network.evaluate(dataset(split.test(), options.precision)));
      return new Training(
          result.network(),
          result.iterations(),
          result.costs(),
          trainScore,
          testScore,
          result.method().name().toLowerCase(Locale.ROOT),
          backend.name(),
          backend.threads(),
          seconds);
    } catch (TrainingDivergedException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns X and Y of some pictures. */
  static Dataset dataset(Pictures pictures, ElementType type) {
    return Dataset.of(pictures.inputs(type), pictures.targets(type));
  }

  private static Network initialize(Topology topology, TrainingOptions options) {
    try {
      return Network.initialize(topology, options.init, options.seed, options.precision);
    } catch (IllegalArgumentException e) {
      throw new InputException("--layers " + options.layers + ": " + e.getMessage(), e);
    }
  }

  /** Says in a few lines what happened. */
  void print(PrintStream out) {
    String curve = "";
    if (!costs.isEmpty()) {
      CostPoint first = costs.get(0);
      CostPoint last = costs.get(costs.size() - 1);
      curve =
          String.format(
              Locale.ROOT,
              ": cost %.4f at iteration %d, %.4f at %d",
              first.cost(),
              first.iteration(),
              last.cost(),
              last.iteration());
    }
    out.printf(
        Locale.ROOT,
        "trained %s on %d pictures in %.1f s%s%n",
        network.topology(),
        train.pictures().count(),
        seconds,
        curve);
    Score.print(out, List.of(train, test));
    test.printMislabeled(out);
  }
}
