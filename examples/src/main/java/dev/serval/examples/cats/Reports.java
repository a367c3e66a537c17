// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.CostPoint;
import dev.serval.core.api.Network;
import dev.serval.core.model.Initializer;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PlainText;
import dev.serval.examples.cats.report.Part;
import dev.serval.examples.cats.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes what {@code --report} asks for. Loaded only then, and the page's classes with it. */
final class Reports {

  /** What the page says by itself, from the network. */
  private static final List<String> SAID_BY_THE_PAGE = List.of("layers", "precision");

  private Reports() {}

  /** Where the bare call, which is asked for nothing, puts its report. */
  private static final Path UNASKED = Path.of("report.html");

  /** What is found near the beginning of our reports. */
  private static final String MARK = "<meta name=\"generator\" content=\"Serval cats\">";

  /**
   * Writes the report of a training.
   *
   * @param file where to
   * @param training what was done
   * @param model what it made
   * @param data where the pictures are from; empty for the drawings
   */
  static void ofTraining(Path file, Training training, CatModel model, String data) {
    Map<String, String> run = new LinkedHashMap<>();
    run.put("data", data.isEmpty() ? "built-in drawings" : data);
    run.put("backend", training.backend());
    run.put("threads", Integer.toString(training.threads()));
    run.put("seconds of training", String.format(Locale.ROOT, "%.2f", training.seconds()));
    write(
        file,
        "Training",
        model,
        training.costs(),
        List.of(training.train(), training.test()),
        run,
        data.isEmpty() ? "The pictures are drawings made by this program, not photographs." : "");
  }

  /**
   * Writes report.html into the current folder, unless a file of this name there is someone else's
   * or none can be made; returns what to tell the user.
   */
  static String unasked(Training training, CatModel model) {
    try {
      if (Files.exists(UNASKED) && !isOurs(UNASKED)) {
        return "report.html is there already and not from here: no report was written";
      }
      boolean again = Files.exists(UNASKED);
      OutputFile.check("the report", UNASKED);
      ofTraining(UNASKED, training, model, "");
      return PlainText.of(
          "report: %s%s"
              .formatted(
                  UNASKED.toAbsolutePath(), again ? " (in place of that of an earlier run)" : ""));
    } catch (InputException | IOException e) {
      return "no report: " + e.getMessage();
    }
  }

  private static boolean isOurs(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(1000), StandardCharsets.UTF_8).contains(MARK);
    }
  }

  /**
   * Writes the report of a training or of an evaluation.
   *
   * @param file where to
   * @param what "Training" or "Evaluation", for the heading
   * @param model the network and how it came about
   * @param costs the learning curve; empty without training
   * @param scores how it did; the last is the test
   * @param run what this run had: backend, seconds, data
   * @param about a sentence on the data, or nothing
   * @throws InputException if the file cannot be written
   */
  static void write(
      Path file,
      String what,
      CatModel model,
      List<CostPoint> costs,
      List<Score> scores,
      Map<String, String> run,
      String about) {
    String digest = CatModel.digest(model.network());
    Map<String, String> settings = settings(model, digest);
    settings.putAll(run);
    String title =
        "%s report: %s or %s".formatted(what, model.classes().get(1), model.classes().get(0));
    List<Part> parts =
        scores.stream().map(s -> new Part(s.what(), s.pictures(), s.evaluation())).toList();
    Report report =
        new Report(title, model.network(), start(model), costs, parts, settings, digest, about);
    try {
      report.write(file);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the network before its training, drawn anew, if the model says how. */
  private static Optional<Network> start(CatModel model) {
    String init = model.settings().get("init");
    String seed = model.settings().get("seed");
    if (init == null || seed == null) {
      return Optional.empty();
    }
    try {
      Network network = model.network();
      return Optional.of(
          Network.initialize(
              network.topology(),
              Initializer.valueOf(init.toUpperCase(Locale.ROOT)),
              Long.parseLong(seed),
              network.type()));
    } catch (IllegalArgumentException e) {
      // A file may say anything; the report then shows the weights alone.
      return Optional.empty();
    }
  }

  /** Returns how a model came about, by names for people, without what every page says. */
  static Map<String, String> settings(CatModel model, String digest) {
    Map<String, String> settings = new LinkedHashMap<>();
    new TreeMap<>(model.settings())
        .forEach(
            (key, value) -> {
              if (!SAID_BY_THE_PAGE.contains(key) && !value.equals(digest)) {
                settings.put(words(key), value);
              }
            });
    return settings;
  }

  /** Returns the words of a metadata key: learningRate is "learning rate". */
  static String words(String key) {
    return key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
