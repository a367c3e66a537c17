// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.core.api.CostPoint;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The notebook's plot of costs, as SVG: cost against iteration, on a linear or a logarithmic axis.
 * Colours come from the page's style sheet, so the chart follows it into the dark and onto paper.
 */
final class CostChart {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int RIGHT = 404;
  private static final int TOP = 14;
  private static final int BOTTOM = 214;

  /** More points than pixels say nothing more; marks on each only while they are apart. */
  private static final int MARKED = 60;

  private final List<CostPoint> points;
  private final boolean logarithmic;
  private final List<Double> xTicks;
  private final List<Double> yTicks;

  /**
   * Lays out a chart.
   *
   * @param costs at least one, in order of iterations
   * @param logarithmic whether equal distances are equal ratios; then all costs shown are above 0
   */
  CostChart(List<CostPoint> costs, boolean logarithmic) {
    this.logarithmic = logarithmic;
    this.points = logarithmic ? costs.stream().filter(p -> p.cost() > 0).toList() : costs;
    if (points.isEmpty()) {
      throw new IllegalArgumentException("chart: there is no cost to show");
    }
    double low = points.stream().mapToDouble(CostPoint::cost).min().orElseThrow();
    double high = points.stream().mapToDouble(CostPoint::cost).max().orElseThrow();
    double last = points.get(points.size() - 1).iteration();
    xTicks = Ticks.linear(0, Math.max(last, 1), 5);
    if (logarithmic) {
      yTicks = Ticks.logarithmic(low, high > low ? high : 2 * low);
    } else {
      yTicks = Ticks.linear(0, high > 0 ? high : 1, 5);
    }
  }

  /** Returns whether there is anything to show on a logarithmic axis. */
  static boolean hasLogarithm(List<CostPoint> costs) {
    return costs.stream().anyMatch(p -> p.cost() > 0);
  }

  /** Returns the picture in words. */
  String description() {
    CostPoint first = points.get(0);
    CostPoint last = points.get(points.size() - 1);
    return String.format(
        Locale.ROOT,
        "Cost against iteration, %s axis: from %s at iteration %d to %s at iteration %d.",
        logarithmic ? "logarithmic" : "linear",
        number(first.cost()),
        first.iteration(),
        number(last.cost()),
        last.iteration());
  }

  /** Returns the svg element. */
  String svg() {
    Html html = new Html();
    html.markup("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"");
    html.text(description()).markup("\">\n");
    for (double tick : yTicks) {
      double y = y(tick);
      html.markup(line("grid", LEFT, y, RIGHT, y));
      html.markup(label("end", LEFT - 6, y + 4, number(tick)));
    }
    for (double tick : xTicks) {
      double x = x(tick);
      html.markup(line("tick", x, BOTTOM, x, BOTTOM + 4));
      html.markup(label("middle", x, BOTTOM + 18, number(tick)));
    }
    html.markup(line("axis", LEFT, BOTTOM, RIGHT, BOTTOM));
    html.markup(label("middle", (LEFT + RIGHT) / 2.0, HEIGHT - 8, "iteration"));
    html.markup("<polyline class=\"curve\" points=\"");
    for (CostPoint point : points) {
      html.markup(xy(x(point.iteration()), y(point.cost()))).markup(" ");
    }
    html.markup("\"/>\n");
    if (points.size() <= MARKED) {
      for (CostPoint point : points) {
        html.markup(
            String.format(
                Locale.ROOT,
                "<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>",
                x(point.iteration()),
                y(point.cost())));
        html.formatted("iteration %d: %s", point.iteration(), point.cost());
        html.markup("</title></circle>\n");
      }
    }
    return html.markup("</svg>\n").toString();
  }

  private double x(double iteration) {
    return between(iteration, xTicks, LEFT, RIGHT, v -> v);
  }

  private double y(double cost) {
    return between(cost, yTicks, BOTTOM, TOP, logarithmic ? Math::log10 : v -> v);
  }

  /** Maps [first tick, last tick] onto [from, to]. */
  private static double between(
      double value, List<Double> ticks, int from, int to, DoubleUnaryOperator scale) {
    double low = scale.applyAsDouble(ticks.get(0));
    double high = scale.applyAsDouble(ticks.get(ticks.size() - 1));
    return from + (to - from) * (scale.applyAsDouble(value) - low) / (high - low);
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        kind,
        x1,
        y1,
        x2,
        y2);
  }

  private static String label(String anchor, double x, double y, String text) {
    return String.format(
        Locale.ROOT,
        "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
        anchor,
        x,
        y,
        Html.escape(text));
  }

  private static String xy(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  /** Returns a number with up to four digits, short: 0.5, 2000, 1e-7. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e7) {
      String text = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : "%.4f", value);
      return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
    return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e").replace("e-0", "e-");
  }
}
