// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Network;
import dev.serval.core.spi.Backend;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.PrintStream;
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

  @Mixin TestDataOptions data = new TestDataOptions();

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "save accuracies and times here, as JSON; - is standard output")
  @Nullable Path metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "save a page (HTML) with pictures and numbers here")
  @Nullable Path report;

  @Option(names = "--quiet", description = "print results only: no log, nothing of the training")
  boolean quiet;

  EvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    TestDataOptions.Place place = data.place(command);
    Path modelFile = Objects.requireNonNull(model);
    Path train = place.parts().map(DataSource.Parts::train).orElse(modelFile);
    MetricsFile.check(metrics, null, modelFile, place.test(), train);
    ReportFile.check(report, null, metrics, modelFile, place.test(), train);

    Stopwatch loading = new Stopwatch();
    CatModel loaded = CatModel.read(modelFile);
    TestDataOptions.Labelled pictures = data.read(place, loaded);
    Origin origin = Origin.of(loaded, pictures.train().orElse(null));
    double loadSeconds = loading.seconds();

    try (Backend backend = Backends.best()) {
      Network network = loaded.network().on(backend);
      List<Score> scores = new ArrayList<>();
      pictures.train().ifPresent(p -> scores.add(score("train", p, network)));
      scores.add(score("test", pictures.test(), network));
      print(origin, scores);
      if (metrics != null) {
        MetricsFile.write(
            metrics, metrics(loaded, origin, scores, backend, loadSeconds), terminal.out());
      }
      if (report != null) {
        Map<String, String> run = new LinkedHashMap<>();
        run.put("model", modelFile.toString());
        run.put("data", data.name());
        run.put("backend", backend.name());
        Reports.write(report, "Evaluation", loaded, List.of(), scores, run, "");
      }
    }
    return Cats.DONE;
  }

  private void print(Origin origin, List<Score> scores) {
    PrintStream out =
        MetricsFile.isStandardOutput(metrics) ? terminal.withResultsOnErr().out() : terminal.out();
    if (!quiet) {
      origin.print(out);
    }
    Score.print(out, scores);
    scores.getLast().printMislabeled(out);
  }

  private static Metrics metrics(
      CatModel model, Origin origin, List<Score> scores, Backend backend, double loadSeconds) {
    return new Metrics(
        List.of(),
        scores.size() == 2 ? (Double) scores.getFirst().evaluation().accuracy() : null,
        scores.getLast(),
        CatModel.digest(model.network()),
        model.method(),
        backend.name(),
        model.network().type().name().toLowerCase(Locale.ROOT),
        backend.threads(),
        loadSeconds,
        0,
        Stopwatch.sinceStart(),
        Optional.of(origin));
  }

  private static Score score(String what, Pictures pictures, Network network) {
    return new Score(what, pictures, network.evaluate(Training.dataset(pictures, network.type())));
  }
}
