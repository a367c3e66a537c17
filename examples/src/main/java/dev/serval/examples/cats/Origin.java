// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.model.Provenance;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a model came about, as its file says, beside the pictures it is tested on now. A file may say
 * anything: what it says is shown, relied on for nothing but how a folder is parted, and stripped
 * of what a terminal would obey.
 *
 * @param model what was read
 * @param sameData whether the training pictures given now are those of the training; empty if none
 *     are given, or if the file does not say
 */
record Origin(CatModel model, Optional<Boolean> sameData) {

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

  /** Longest word of a file that is shown. */
  private static final int WORD = 60;

  /** As many digits tell two sets of data apart for a person; {@code --metrics} has all 64. */
  private static final int DIGEST_DIGITS = 12;

  /**
   * Compares.
   *
   * @param model what was read
   * @param train the training pictures given now, or null
   */
  static Origin of(CatModel model, @Nullable Pictures train) {
    String digest = model.settings().get(Provenance.DATA_SHA256);
    return new Origin(
        model,
        train == null || digest == null
            ? Optional.empty()
            : Optional.of(digest.equalsIgnoreCase(CatModel.digest(train))));
  }

  /** Prints a few lines, a word in front of each; one line if the file says nothing. */
  void print(PrintStream out) {
    String by = said(Provenance.ENGINE_VERSION);
    line(
        out,
        "model",
        "network %s, %s%s"
            .formatted(
                model.network().topology(),
                model.network().type().name().toLowerCase(Locale.ROOT),
                by == null ? "" : ", written by " + by));
    List<String> how = new ArrayList<>();
    add(how, "%s iterations", "iterations");
    add(how, "method %s", "method");
    add(how, "learning rate %s", "learningRate");
    add(how, "initial weights %s", "init");
    add(how, "seed %s", "seed");
    List<String> reached = new ArrayList<>();
    add(reached, "train %s", "trainAccuracy");
    add(reached, "test %s", "testAccuracy");
    String digest = said(Provenance.DATA_SHA256);
    if (how.isEmpty() && reached.isEmpty() && digest == null) {
      line(out, "trained", "the file does not say how, nor on what");
      return;
    }
    line(out, "trained", how.isEmpty() ? "the file does not say how" : String.join(", ", how));
    line(out, "on", digest == null ? "the file does not say what" : data(digest));
    line(out, "reached", reached.isEmpty() ? "the file does not say" : String.join(", ", reached));
  }

  private static void line(PrintStream out, String word, String text) {
    out.printf("%-8s %s%n", word, text);
  }

  private void add(List<String> parts, String format, String key) {
    String said = said(key);
    if (said != null) {
      parts.add(format.formatted(key.endsWith("Accuracy") ? percent(said) : said));
    }
  }

  private String data(String digest) {
    String pictures = said("trainingPictures");
    String here =
        sameData
            .map(
                same ->
                    same
                        ? "the training pictures given here"
                        : "NOT the training pictures given here, so it may have seen the test"
                            + " pictures")
            .orElse("not compared: no training pictures are given here");
    return "%sSHA-256 %s...: %s"
        .formatted(
            pictures == null ? "" : pictures + " pictures, ",
            digest.substring(0, Math.min(DIGEST_DIGITS, digest.length())),
            here);
  }

  private static String percent(String share) {
    try {
      return String.format(Locale.ROOT, "%.1f %%", 100 * Double.parseDouble(share));
    } catch (NumberFormatException e) {
      return share;
    }
  }

  private @Nullable String said(String key) {
    String text = model.settings().get(key);
    if (text == null) {
      return null;
    }
    String plain = PlainText.of(text);
    return plain.length() <= WORD || key.equals(Provenance.DATA_SHA256)
        ? plain
        : plain.substring(0, WORD) + "...";
  }

  /** Returns a JSON object with a key per entry of a {@link Provenance}, null where none is. */
  String toJson() {
    Map<String, String> settings = model.settings();
    return Provenance.KEYS.stream()
        .map(key -> Metrics.quote(key) + ": " + json(settings.get(key)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String json(@Nullable String text) {
    return text != null && JSON_NUMBER.matcher(text).matches()
        ? Objects.requireNonNull(text)
        : Metrics.quote(text);
  }
}
