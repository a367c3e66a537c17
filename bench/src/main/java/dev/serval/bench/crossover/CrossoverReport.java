// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.crossover;

import dev.serval.core.api.TrainingMethod;
import java.util.List;
import java.util.Locale;

/** The grid as a table, and as a picture: a field for each point, its colour the gain. */
record CrossoverReport(List<CrossoverPoint> points, String backend) {

  private static final int CELL_WIDTH = 96;
  private static final int CELL_HEIGHT = 44;
  private static final int LEFT = 110;
  private static final int TOP = 84;

  // Okabe and Ito's blue and orange, told apart by the colour-blind too.
  private static final String GRAM_HUE = "202";
  private static final String DIRECT_HUE = "35";
  private static final String FRAME = "#1a3f6b";

  /** Returns the table. */
  String markdown(String picture) {
    StringBuilder text = new StringBuilder("# Gram and direct: the crossover\n\n");
    text.append(
        """
        Trainings of %d iterations, n0-20-7-5-1, full batch, FLOAT64, %s: start and end timed whole, iterations by a
        sample, both forms in turn, best of the rounds. Gain: direct ÷ gram. Regret: what AUTO takes ÷ the better form.

        ![the grid as a picture](%s)

        | n0 | m | direct | gram | gain | auto | regret |
        |--:|--:|--:|--:|--:|---|--:|
        """
            .formatted(Crossover.ITERATIONS, backend, picture));
    for (CrossoverPoint point : points) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %.1f ms | %.1f ms | %.2f | %s | %.2f |%n",
              point.inputs(),
              point.examples(),
              1e3 * point.direct(),
              1e3 * point.gram(),
              point.gain(),
              point.chosen().toString().toLowerCase(Locale.ROOT),
              point.regret()));
    }
    double worst = points.stream().mapToDouble(CrossoverPoint::regret).max().orElse(1);
    return text.append(String.format(Locale.ROOT, "%nWorst regret: %.2f.%n", worst)).toString();
  }

  /** Returns the picture. */
  String svg() {
    List<Integer> inputs = points.stream().map(CrossoverPoint::inputs).distinct().toList();
    List<Integer> examples = points.stream().map(CrossoverPoint::examples).distinct().toList();
    int width = LEFT + examples.size() * CELL_WIDTH + 20;
    int bottom = TOP + inputs.size() * CELL_HEIGHT;
    int height = bottom + 56;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" font-family="sans-serif" font-size="14">
        <title>Gain of the Gram form over the direct one, by examples and inputs</title>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <text x="20" y="28" font-size="16" font-weight="bold">Time of the direct form ÷ time of the Gram form</text>
        <text x="%d" y="%d" text-anchor="middle" fill="#555555">examples m</text>
        <text x="%d" y="%d" text-anchor="end" fill="#555555">inputs n0</text>
        """
            .formatted(
                width, height, width, (LEFT + width - 20) / 2, TOP - 30, LEFT - 12, TOP - 10));
    for (int column = 0; column < examples.size(); column++) {
      text(
          svg,
          LEFT + column * CELL_WIDTH + CELL_WIDTH / 2,
          TOP - 10,
          "middle",
          examples.get(column));
    }
    for (int row = 0; row < inputs.size(); row++) {
      text(svg, LEFT - 12, TOP + row * CELL_HEIGHT + 28, "end", inputs.get(row));
    }
    for (CrossoverPoint point : points) {
      cell(svg, point, examples.indexOf(point.examples()), inputs.indexOf(point.inputs()));
    }
    legend(svg, LEFT, bottom + 18);
    svg.append("</svg>\n");
    return svg.toString();
  }

  private static void legend(StringBuilder svg, int x, int y) {
    String[] fills = {
      "hsl(" + GRAM_HUE + ",75%,62%)", "hsl(" + DIRECT_HUE + ",85%,68%)", "#ffffff"
    };
    String[] words = {"Gram is faster", "direct is faster", "AUTO takes Gram"};
    for (int i = 0; i < words.length; i++) {
      int left = x + i * 2 * CELL_WIDTH;
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"22\" height=\"14\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>%n"
              .formatted(left + 3, y, fills[i], i == 2 ? FRAME : fills[i]));
      text(svg, left + 34, y + 12, "start", words[i]);
    }
  }

  private static void cell(StringBuilder svg, CrossoverPoint point, int column, int row) {
    int x = LEFT + column * CELL_WIDTH;
    int y = TOP + row * CELL_HEIGHT;
    // Lightness falls with the factor, from 1 to 100 times on a log scale; black stays readable.
    double strength = Math.min(1, Math.abs(Math.log10(point.gain())) / 2);
    int light = (int) Math.round(95 - 37 * strength);
    String hue = point.gain() >= 1 ? GRAM_HUE : DIRECT_HUE;
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"hsl(%s,80%%,%d%%)\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(
                x + 3,
                y + 3,
                CELL_WIDTH - 6,
                CELL_HEIGHT - 6,
                hue,
                light,
                point.chosen() == TrainingMethod.GRAM ? FRAME : "#ffffff"));
    String gain = String.format(Locale.ROOT, point.gain() < 9.95 ? "%.2f" : "%.0f", point.gain());
    text(svg, x + CELL_WIDTH / 2, y + 28, "middle", gain);
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, Object value) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n".formatted(x, y, anchor, value));
  }
}
