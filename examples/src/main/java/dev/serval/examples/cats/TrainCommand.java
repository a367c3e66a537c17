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
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "holds train*.h5 and test*.h5, or train/ and test/")
  @Nullable Path data;

  @Option(names = "--train", paramLabel = "FILE|DIR", description = "pictures to train on")
  @Nullable Path train;

  @Option(names = "--test", paramLabel = "FILE|DIR", description = "pictures to test on")
  @Nullable Path test;

  @Option(
      names = "--positive",
      paramLabel = "NAME",
      description = "which class folder is label 1, if none is called cat or cats")
  @Nullable String positive;

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
    requireOneSource(command);
    if (report != null) {
      throw new InputException("--report: reports do not exist yet; leave the option out");
    }
    options.check(command);
    Optional<DataSource.Parts> parts = parts();
    Path[] inputs = parts.map(p -> new Path[] {p.train(), p.test()}).orElse(new Path[0]);
    OutputFile.check("--model", model, inputs);
    MetricsFile.check(metrics, model, inputs);
    Terminal console =
        MetricsFile.isStandardOutput(metrics) ? terminal.withResultsOnErr() : terminal;

    Stopwatch loading = new Stopwatch();
    DataSource.Split split =
        parts
            .map(p -> DataSource.read(p, Optional.ofNullable(positive)))
            .orElseGet(DataSource::drawings);
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

  private void requireOneSource(CommandSpec command) {
    if (data != null && (train != null || test != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--data already says where both parts are; give it or --train and --test");
    }
    if ((train == null) != (test == null)) {
      throw new ParameterException(
          command.commandLine(), "--train and --test belong together; give both, or --data");
    }
    if (positive != null && data == null && train == null) {
      throw new ParameterException(
          command.commandLine(),
          "--positive names a folder of --data or --train; give one of them");
    }
  }

  private Optional<DataSource.Parts> parts() {
    if (data != null) {
      return Optional.of(DataSource.parts(data));
    }
    if (train != null && test != null) {
      return Optional.of(new DataSource.Parts(train, test));
    }
    return Optional.empty();
  }
}
