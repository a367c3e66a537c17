// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Network;
import dev.serval.examples.cats.pictures.PlainText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
          + " drawings are used.",
      "Ctrl-C ends it early: the network as it is then is tested and saved like a finished one, in"
          + " place of an older file of the same name."
    })
final class TrainCommand implements Callable<Integer> {

  /** Said of a network that gives every picture the same probability: its units died. */
  private static final String LEARNED_NOTHING =
      "every training picture gets the same answer: the network learned nothing; try another"
          + " --seed";

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Mixin DataOptions data = new DataOptions();

  @Mixin TrainingOptions options = new TrainingOptions();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "save the trained model here, as .safetensors; cats export makes others of it")
  @Nullable Path model;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "save costs, accuracies and times here, as JSON; - is standard output")
  @Nullable Path metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "save a page (HTML) with curves, pictures and numbers here")
  @Nullable Path report;

  @Option(names = "--quiet", description = "print results only: no log, no progress")
  boolean quiet;

  /** Computed beside the tests; null without --metrics. */
  private @Nullable Beside<String> digest;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    data.check(command);
    options.check(command);
    Optional<DataSource.Parts> parts = data.parts(command);
    Path[] inputs = parts.map(p -> new Path[] {p.train(), p.test()}).orElse(new Path[0]);
    OutputFile.checkModel(command, model, inputs);
    MetricsFile.check(metrics, model, inputs);
    ReportFile.check(report, model, metrics, inputs);
    Terminal console =
        MetricsFile.isStandardOutput(metrics) ? terminal.withResultsOnErr() : terminal;

    Stopwatch loading = new Stopwatch();
    DataSource.Split split = data.read(parts);
    double loadSeconds = loading.seconds();
    try (Interruption interruption = new Interruption(terminal.err())) {
      Training training =
          Training.run(
              split, options, command, console, quiet, List.of(interruption), this::trained);
      // First: a file that cannot be written must not take what was learned with it.
      training.print(console.out());
      List<String> saved = savedAs();
      save(training, loadSeconds, parts);
      if (training.train().isConstant()) {
        terminal.err().println(LEARNED_NOTHING);
      }
      if (training.iterations() < options.iterations) {
        terminal.err().println(interrupted(training, saved));
      }
      if (parts.isEmpty() && !quiet) {
        Cats.printAboutDrawings(console.out());
      }
      console.out().flush();
    }
    return Cats.DONE;
  }

  private void trained(Network network) {
    if (metrics != null) {
      digest = Beside.start("digest", () -> CatModel.digest(network));
    }
  }

  /** Writes what was asked for. All is computed before: a failure leaves no half of the results. */
  private void save(Training training, double loadSeconds, Optional<DataSource.Parts> parts) {
    TrainingOptions done = options.withIterations(training.iterations());
    CatModel trained =
        model == null && report == null
            ? null
            : CatModel.of(training, done, data.partingMetadata(parts));
    Metrics numbers = digest == null ? null : metrics(training, digest.get(), loadSeconds);
    if (model != null && trained != null) {
      trained.write(model);
    }
    if (metrics != null && numbers != null) {
      MetricsFile.write(metrics, numbers, terminal.out());
    }
    if (report != null && trained != null) {
      Reports.ofTraining(report, training, trained, parts.isEmpty() ? "" : dataName());
    }
  }

  private String dataName() {
    if (data.data != null) {
      return data.data.toString();
    }
    return data.test == null ? data.train + "" : data.train + ", " + data.test;
  }

  /** Returns what will be saved, and whether it replaces something. */
  private List<String> savedAs() {
    List<String> files = new ArrayList<>();
    for (Path file : Arrays.asList(model, metrics, report)) {
      if (file != null && !MetricsFile.isStandardOutput(file)) {
        files.add(file + (Files.exists(file) ? " (in place of the older one)" : ""));
      }
    }
    return files;
  }

  /** Returns the line that says what became of a training that was interrupted. */
  private String interrupted(Training training, List<String> saved) {
    return PlainText.of(
        "cats: interrupted after %d of %d iterations; %s"
            .formatted(
                training.iterations(),
                options.iterations,
                saved.isEmpty()
                    ? "nothing is saved, as no --model was given"
                    : "saved as it is then: " + String.join(", ", saved)));
  }

  private Metrics metrics(Training training, String digest, double loadSeconds) {
    return new Metrics(
        training.costs(),
        training.train().evaluation().accuracy(),
        training.test(),
        digest,
        training.method(),
        training.backend(),
        options.precisionName(),
        training.threads(),
        loadSeconds,
        training.seconds(),
        Stopwatch.sinceStart(),
        Optional.empty());
  }
}
