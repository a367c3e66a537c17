// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.util.List;

/**
 * The tables of {@code bench/compare engine}: goal by goal, what was asked and what was reached.
 */
final class EngineReport {

  private EngineReport() {}

  /** Returns the summary and a table for each goal, with a line for a goal nobody measured. */
  static String tables(List<Row> rows) {
    StringBuilder text = new StringBuilder(summary(rows));
    for (Goal goal : Goal.values()) {
      text.append("\n### ").append(goal.title()).append("\n\n").append(asked(goal)).append("\n\n");
      List<Row> table = of(goal, rows);
      if (table.isEmpty()) {
        text.append("Not part of this run.\n");
        continue;
      }
      text.append(
          """
          | task | type | threads | ratio | share | ours | peer's | GFLOP/s | verdict |
          |---|---|--:|--:|--:|--:|--:|--:|---|
          """);
      table.forEach(row -> text.append(line(goal, row)));
    }
    return text.toString();
  }

  private static List<Row> of(Goal goal, List<Row> rows) {
    return rows.stream()
        .filter(row -> Goal.of(row.task(), row.peer()).filter(goal::equals).isPresent())
        .toList();
  }

  private static String summary(List<Row> rows) {
    StringBuilder text = new StringBuilder("\n## The engine's goals\n\n");
    text.append("| goal | rows | aim | met | short | not measured |\n");
    text.append("|---|--:|--:|--:|--:|--:|\n");
    for (Goal goal : Goal.values()) {
      List<Row> table = of(goal, rows);
      text.append(
          "| %s | %d | %d | %d | %d | %d |\n"
              .formatted(
                  goal.title(),
                  table.size(),
                  count(goal, table, "aim"),
                  count(goal, table, "met"),
                  count(goal, table, "short"),
                  table.stream().filter(row -> !row.isMeasured()).count()));
    }
    return text.toString();
  }

  private static long count(Goal goal, List<Row> table, String verdict) {
    return table.stream()
        .filter(row -> row.isMeasured() && goal.verdict(row).equals(verdict))
        .count();
  }

  private static String asked(Goal goal) {
    Goal.Marks marks = goal.marks();
    String ratio =
        marks.atLeast() == 0
            ? "Ratio for orientation"
            : "Ratio at least %.2f".formatted(marks.atLeast())
                + (marks.aim() > 0 ? ", aim %.2f".formatted(marks.aim()) : "");
    return marks.limit() == Goal.Limit.NONE
        ? ratio + "."
        : "%s; share of the %s at least %.0f %%."
            .formatted(ratio, marks.limit().label(), 100 * marks.share());
  }

  private static String line(Goal goal, Row row) {
    String head =
        "| %s | %s | %d | ".formatted(row.task().label(), row.task().typeLabel(), row.threads());
    if (!row.isMeasured()) {
      return head + row.note().replace("|", "/") + " | | | | | |\n";
    }
    double[] ratios = row.ratios();
    double ours = Row.median(row.ours());
    String verdict = goal.verdict(row);
    return head
        + "%.2f (%.2f–%.2f) | %s | %s | %s | %s | %s |\n"
            .formatted(
                Row.median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                goal.marks().limit() == Goal.Limit.NONE
                    ? ""
                    : "%.0f %%".formatted(100 * goal.share(row)),
                Report.time(ours),
                Report.time(Row.median(row.theirs())),
                row.task().flops() == 0 ? "" : "%.1f".formatted(row.task().flops() / ours),
                verdict.equals("short") ? "**short**" : verdict);
  }
}
