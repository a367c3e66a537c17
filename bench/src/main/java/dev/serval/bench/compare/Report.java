// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the tables for people and the raw numbers for programs. */
final class Report {

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final boolean engine;
  private final boolean goals;
  private final Roofline roofline;
  private final List<Row> rows;

  /**
   * A report.
   *
   * @param engine whether it has no table for each family
   * @param goals whether it has a table for each goal of the engine
   */
  Report(boolean engine, boolean goals, Roofline roofline, List<Row> rows) {
    this.engine = engine;
    this.goals = goals;
    this.roofline = roofline;
    this.rows = rows;
  }

  /** Adds a line to the head. */
  void fact(String name, String value) {
    facts.put(name, value);
  }

  /** Writes {@code FILE.md} and {@code FILE.json}. */
  void write(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(json(file), json());
    Files.writeString(file, markdown(json(file).getFileName().toString()));
  }

  /** Returns the file of the raw numbers, beside the report. */
  static Path json(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceAll("\\.md$", ".json"));
  }

  private String markdown(String json) {
    StringBuilder text =
        new StringBuilder(
            engine ? "# The engine and its goals\n\n" : "# Serval and its peers, side by side\n\n");
    facts.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    text.append("- raw numbers: [").append(json).append("](").append(json).append(")\n\n");
    text.append(
        """
        Ratio: the peer's time divided by ours, median of the pairs (least–greatest); above 1 Serval is faster. Ours and
        the peer ran in turn, so only the ratio is a claim; times are of a machine that others may share. Roof: our share
        of what operations and bytes allow on this machine, measured in this run. Products: ours prepares (packs) a factor
        that stays constant before timing, as its engine does; peers are called as their users call them. One training
        step is ours in its direct form, the one the peers have; whole training is ours as it trains by default, on the
        cats in Gram form (docs/gram.md), from inputs to W1. A cold start of ours has the cache of classes
        that examples/cats has (docs/startup.md).
        """);
    if (goals) {
      text.append(
          """

          Share: of what the machine can do, measured moments before each pair; median of the pairs. Read bandwidth is
          that of the smallest cache that holds the operands, with a buffer of half its size; copy bandwidth that of a
          buffer as large as the matrix. Verdict: by the medians, "aim" or at least "met", else short.
          """);
    }
    roofline(text);
    if (!engine) {
      families(text);
    }
    if (goals) {
      text.append(EngineReport.tables(rows));
    }
    return text.toString();
  }

  private void families(StringBuilder text) {
    for (Family family : Family.values()) {
      List<Row> table = rows.stream().filter(row -> row.task().family() == family).toList();
      if (!table.isEmpty()) {
        text.append("\n## ").append(capital(family.title())).append("\n\n");
        text.append("| task | type | threads | peer | ratio | ours | peer's | GFLOP/s | roof |\n");
        text.append("|---|---|--:|---|--:|--:|--:|--:|--:|\n");
        table.forEach(row -> text.append(line(row)));
      }
    }
  }

  private void roofline(StringBuilder text) {
    text.append("\n## ").append(capital(Family.ROOFLINE.title())).append("\n\n");
    text.append("| FMA peak of one core | GFLOP/s |\n|---|--:|\n");
    for (Roofline.Peak peak : roofline.peaks()) {
      text.append(
          "| %s, %d bits | %.1f |\n"
              .formatted(
                  peak.type().toString().toLowerCase(Locale.ROOT), peak.bits(), peak.gflops()));
    }
    text.append("\n| bandwidth | buffer per thread | threads | read GB/s | copy GB/s |\n");
    text.append("|---|--:|--:|--:|--:|\n");
    for (Roofline.Level level : roofline.levels()) {
      text.append(
          "| %s | %d KiB | %d | %.1f | %.1f |\n"
              .formatted(
                  level.name(), level.bytes() / 1024, level.threads(), level.read(), level.copy()));
    }
  }

  private static String capital(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private String line(Row row) {
    String head =
        "| %s | %s | %d | %s | "
            .formatted(
                row.task().label(), row.task().typeLabel(), row.threads(), row.peer().label());
    if (!row.isMeasured()) {
      return head + row.note().replace("|", "/") + " | | | | |\n";
    }
    double[] ratios = row.ratios();
    double ours = Row.median(row.ours());
    return head
        + "%.2f (%.2f–%.2f) | %s | %s | %s | %s |\n"
            .formatted(
                Row.median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                time(ours),
                time(Row.median(row.theirs())),
                row.task().flops() == 0 || row.peakGflops().isEmpty()
                    ? ""
                    : "%.1f".formatted(row.task().flops() / ours),
                row.task().operation().equals("train") || row.peakGflops().isEmpty()
                    ? ""
                    : "%.0f %%".formatted(100 * roof(row)));
  }

  private double roof(Row row) {
    return roofline.leastNanos(row.task(), row.threads(), Row.median(row.peakGflops()))
        / Row.median(row.ours());
  }

  /** Returns a time in the unit that suits it. */
  static String time(double nanos) {
    return nanos < 1e4
        ? "%.0f ns".formatted(nanos)
        : nanos < 1e7
            ? "%.1f µs".formatted(nanos / 1e3)
            : nanos < 1e10 ? "%.1f ms".formatted(nanos / 1e6) : "%.1f s".formatted(nanos / 1e9);
  }

  private String json() {
    StringBuilder text = new StringBuilder("{\n  \"facts\": {");
    String separator = "";
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      text.append(separator).append("\n    ").append(Json.quoted(fact.getKey())).append(": ");
      text.append(Json.quoted(fact.getValue()));
      separator = ",";
    }
    text.append("\n  },\n  \"peaks\": [");
    separator = "";
    for (Roofline.Peak peak : roofline.peaks()) {
      text.append(separator)
          .append(
              "\n    {\"type\": \"%s\", \"bits\": %d, \"gflops\": %s}"
                  .formatted(peak.type(), peak.bits(), peak.gflops()));
      separator = ",";
    }
    text.append("\n  ],\n  \"bandwidths\": [");
    separator = "";
    for (Roofline.Level level : roofline.levels()) {
      text.append(separator)
          .append(
              "\n    {\"level\": %s, \"bytes\": %d, \"threads\": %d, \"read\": %s, \"copy\": %s}"
                  .formatted(
                      Json.quoted(level.name()),
                      level.bytes(),
                      level.threads(),
                      level.read(),
                      level.copy()));
      separator = ",";
    }
    text.append("\n  ],\n  \"rows\": [");
    separator = "";
    for (Row row : rows) {
      text.append(separator).append("\n    ").append(json(row));
      separator = ",";
    }
    return text.append("\n  ]\n}\n").toString();
  }

  private static String json(Row row) {
    Task task = row.task();
    return ("{\"family\": \"%s\", \"operation\": \"%s\", \"shape\": \"%s\", \"type\": \"%s\","
            + " \"size\": %d, \"threads\": %d, \"peer\": %s, \"oursNanos\": %s, \"peerNanos\":"
            + " %s, \"peakGflops\": %s, \"bandwidths\": %s, \"flops\": %s, \"bytes\": %s,"
            + " \"note\": %s}")
        .formatted(
            task.family(),
            task.operation(),
            task.shape(),
            task.type(),
            task.size(),
            row.threads(),
            Json.quoted(row.peer().label()),
            row.ours(),
            row.theirs(),
            row.peakGflops(),
            row.bandwidths(),
            task.flops(),
            task.bytes(),
            Json.quoted(row.note()));
  }
}
