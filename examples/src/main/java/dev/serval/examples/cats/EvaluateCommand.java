// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Network;
import dev.serval.core.spi.Backend;
import dev.serval.examples.cats.pictures.Hdf5Pictures;
import dev.serval.examples.cats.pictures.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** {@code cats evaluate}: the accuracy of a saved model on labelled pictures. */
@Command(
    name = "evaluate",
    description = {
      "Tests a saved model on labelled pictures, and says how it was trained.",
      "One folder of classes is parted as it was for the training: the same pictures are tested on."
    })
final class EvaluateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "what cats train --model wrote")
  @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "holds train*.h5 and test*.h5, or train/ and test/, or cat/ and non-cat/ alone; both"
              + " parts are tested")
  @Nullable Path data;

  @Option(names = "--test", paramLabel = "FILE|DIR", description = "pictures to test on")
  @Nullable Path test;

  @Mixin FolderOptions folders = new FolderOptions();

  @Option(
      names = "--metrics",
      paramLabel = "FILE.json",
      description = "save accuracies and times here; - is standard output")
  @Nullable Path metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "save a page with pictures and numbers here")
  @Nullable Path report;

  @Option(names = "--quiet", description = "print results only: no log, nothing of the training")
  boolean quiet;

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if ((data == null) == (test == null)) {
      throw new ParameterException(command.commandLine(), "give --data or --test: one of them");
    }
    FolderOptions.requireName(command, "--data", data);
    FolderOptions.requireName(command, "--test", test);
    Path whole = data != null && DataSource.isWhole(data) ? data : null;
    folders.checkParting(command, whole);
    Path modelFile = Objects.requireNonNull(model);
    Optional<DataSource.Parts> parts =
        whole != null
            ? Optional.of(new DataSource.Parts(whole, whole))
            : Optional.ofNullable(data).map(DataSource::parts);
    Path testPath = Objects.requireNonNull(parts.map(DataSource.Parts::test).orElse(test));
    Path[] inputs = {modelFile, testPath, parts.map(DataSource.Parts::train).orElse(modelFile)};
    MetricsFile.check(metrics, null, inputs);
    ReportFile.check(report, null, metrics, inputs);
    Terminal console =
        MetricsFile.isStandardOutput(metrics) ? terminal.withResultsOnErr() : terminal;

    Stopwatch loading = new Stopwatch();
    CatModel loaded = CatModel.read(modelFile);
    DataSource.Expected expected = loaded.expected();
    Pictures trainPictures = null;
    Pictures testPictures;
    if (parts.isPresent()) {
      DataSource.Split split =
          whole != null
              ? DataSource.readWhole(
                  whole, folders.reading(), folders.parting(loaded.settings()), expected)
              : DataSource.read(parts.get(), folders.reading(), expected);
      trainPictures = split.train();
      testPictures = split.test();
    } else {
      testPictures = DataSource.read(testPath, Hdf5Pictures.Role.TEST, folders.reading(), expected);
    }
    Origin origin = Origin.of(loaded, trainPictures);
    double loadSeconds = loading.seconds();

    try (Backend backend = Backends.best()) {
      Network network = loaded.network().on(backend);
      List<Score> scores = new ArrayList<>();
      if (trainPictures != null) {
        scores.add(score("train", trainPictures, network));
      }
      Score testScore = score("test", testPictures, network);
      scores.add(testScore);
      if (metrics != null) {
        Double trainAccuracy =
            scores.size() == 2 ? (Double) scores.get(0).evaluation().accuracy() : null;
        MetricsFile.write(
            metrics,
            new Metrics(
                List.of(),
                trainAccuracy,
                testScore.evaluation().accuracy(),
                testScore.evaluation().mislabeled(),
                CatModel.digest(loaded.network()),
                loaded.method(),
                backend.name(),
                network.type().name().toLowerCase(Locale.ROOT),
                backend.threads(),
                loadSeconds,
                0,
                Stopwatch.sinceStart(),
                Optional.of(origin)),
            terminal.out());
      }
      if (report != null) {
        Map<String, String> run = new LinkedHashMap<>();
        run.put("model", modelFile.toString());
        run.put("data", String.valueOf(data == null ? test : data));
        run.put("backend", backend.name());
        Reports.write(report, "Evaluation", loaded, List.of(), scores, run, "");
      }
      if (!quiet) {
        origin.print(console.out());
      }
      Score.print(console.out(), scores);
      testScore.printMislabeled(console.out());
    }
    return Cats.DONE;
  }

  private static Score score(String what, Pictures pictures, Network network) {
    return new Score(what, pictures, network.evaluate(Training.dataset(pictures, network.type())));
  }
}
