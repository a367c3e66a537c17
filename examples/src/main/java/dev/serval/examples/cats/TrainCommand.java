// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cats train}: checks everything that can be checked, loads, trains, reports, saves. */
@Command(
    name = "train",
    description = {
      "Trains a network to tell cats from other things, and tests it.",
      "A FILE is HDF5 as in the course (train_set_x, train_set_y or test_set_x, test_set_y); a"
          + " folder holds cat/ and non-cat/ with photos. Without --data and --train, the built-in"
          + " drawings are used."
    })
final class TrainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Mixin DataOptions data = new DataOptions();

  @Mixin TrainingOptions options = new TrainingOptions();

  @Option(names = "--model", paramLabel = "FILE", description = "save the trained model here")
  @Nullable Path model;

  @Option(
      names = "--metrics",
      paramLabel = "FILE.json",
      description = "save costs, accuracies and times here; - is standard output")
  @Nullable Path metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "save a report here (does not exist yet)")
  @Nullable Path report;

  @Option(names = "--quiet", description = "print results only: no log, no progress")
  boolean quiet;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    data.check(command);
    if (report != null) {
      throw new InputException("--report: reports do not exist yet; leave the option out");
    }
    options.check(command);
    Optional<DataSource.Parts> parts = data.parts();
    Path[] inputs = parts.map(p -> new Path[] {p.train(), p.test()}).orElse(new Path[0]);
    OutputFile.check("--model", model, inputs);
    MetricsFile.check(metrics, model, inputs);
    Terminal console =
        MetricsFile.isStandardOutput(metrics) ? terminal.withResultsOnErr() : terminal;

    Stopwatch loading = new Stopwatch();
    DataSource.Split split = data.read(parts);
    double loadSeconds = loading.seconds();
    Training training = Training.run(split, options, command, console, quiet);

    // Everything is computed before anything is written: a failure leaves no half of the results.
    CatModel trained = CatModel.of(training, options);
    Metrics numbers = metrics(training, loadSeconds);
    if (model != null) {
      trained.write(model);
    }
    if (metrics != null) {
      MetricsFile.write(metrics, numbers, terminal.out());
    }
    training.print(console.out());
    if (parts.isEmpty() && !quiet) {
      Cats.printAboutDrawings(console.out());
    }
    return Cats.DONE;
  }

  private Metrics metrics(Training training, double loadSeconds) {
    return new Metrics(
        training.costs(),
        training.train().evaluation().accuracy(),
        training.test().evaluation().accuracy(),
        training.test().evaluation().mislabeled(),
        CatModel.digest(training.network()),
        training.method(),
        training.backend(),
        options.precisionName(),
        training.threads(),
        loadSeconds,
        training.seconds(),
        Stopwatch.sinceStart());
  }
}
