// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.core.api.CostPoint;
import dev.serval.core.matrix.Matrix;
import dev.serval.examples.cats.pictures.Pictures;
import java.util.List;
import java.util.Locale;

/** The report as one HTML page: what the notebook shows, in its order, and more. */
final class ReportPage {

  /** First-layer units shown: as many as the notebook's model has. */
  static final int UNITS = 20;

  private static final int LAYER_ONE = 1;

  private final Report report;
  private final Html html = new Html();

  ReportPage(Report report) {
    this.report = report;
  }

  /** Returns the page. */
  String toHtml() {
    head();
    accuracy();
    costs();
    confusion();
    new Galleries(html, report.test()).append();
    weights();
    settings();
    html.markup("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private void head() {
    html.markup(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="Serval cats">
        <title>\
        """);
    html.text(report.title());
    html.markup("</title>\n<style>\n");
    html.markup(Html.resource(ReportPage.class, "base.css"));
    html.markup(Html.resource(ReportPage.class, "report.css"));
    html.markup("</style>\n</head>\n<body>\n<header>\n<h1>").text(report.title());
    html.markup("</h1>\n<p class=\"lead\">").text(lead()).markup("</p>\n");
    if (!report.about().isEmpty()) {
      html.markup("<p>").text(report.about()).markup("</p>\n");
    }
    html.markup("</header>\n<main>\n");
  }

  private String lead() {
    Part test = report.test();
    int m = test.pictures().count();
    int right = test.evaluation().correct();
    return "%s of %d %s pictures right, by a network %s."
        .formatted(right, m, test.name(), report.network().topology());
  }

  private void accuracy() {
    html.markup(
        """
        <section aria-labelledby="accuracy">
        <h2 id="accuracy">Accuracy</h2>
        <p>Beside it, what one gets without looking: always the one answer, or always the other.</p>
        """);
    for (Part part : report.parts()) {
      Pictures pictures = part.pictures();
      int m = pictures.count();
      html.markup("<h3>").text(part.name()).markup(" pictures</h3>\n<ul class=\"bars\">\n");
      bar("ours", "this network", part.evaluation().correct(), m);
      bar("other", "always " + pictures.positive(), pictures.positives(), m);
      bar("other", "never " + pictures.positive(), m - pictures.positives(), m);
      if (part.equals(report.test())) {
        for (CourseResults.Published published : CourseResults.forPictures(part)) {
          bar("other", "the course: " + published.model(), published.right(), m);
        }
      }
      html.markup("</ul>\n");
    }
    html.markup("</section>\n");
  }

  private void bar(String kind, String name, int right, int m) {
    double percent = 100.0 * right / m;
    html.markup("<li class=\"" + kind + "\"><span class=\"what\">").text(name);
    html.markup("</span><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:");
    html.formatted("%.2f%%", percent).markup("\"></span></span><span class=\"number\">");
    html.formatted("%.1f\u00A0%% (%d/%d)", percent, right, m).markup("</span></li>\n");
  }

  private void costs() {
    List<CostPoint> costs = report.costs();
    if (costs.isEmpty()) {
      return;
    }
    html.markup("<section aria-labelledby=\"costs\">\n<h2 id=\"costs\">Cost</h2>\n");
    String rate = report.settings().get("learning rate");
    if (rate != null) {
      html.markup("<p>Learning rate = ").text(rate).markup("</p>\n");
    }
    html.markup("<div class=\"charts\">\n");
    chart(new CostChart(costs, false), "linear axis");
    if (CostChart.hasLogarithm(costs)) {
      chart(new CostChart(costs, true), "logarithmic axis");
    }
    html.markup("</div>\n<details>\n<summary>All recorded costs</summary>\n<table>\n<thead><tr>");
    html.markup(
        "<th scope=\"col\">iteration</th><th scope=\"col\">cost</th></tr></thead>\n<tbody>");
    for (CostPoint point : costs) {
      row(Integer.toString(point.iteration()), Double.toString(point.cost()));
    }
    html.markup("</tbody>\n</table>\n</details>\n</section>\n");
  }

  private void chart(CostChart chart, String caption) {
    html.markup("<figure class=\"chart\">\n").markup(chart.svg());
    html.markup("<figcaption>cost, ").text(caption).markup("</figcaption>\n</figure>\n");
  }

  private void row(String name, String value) {
    html.markup("<tr><th scope=\"row\">").text(name);
    html.markup("</th><td>").text(value).markup("</td></tr>\n");
  }

  private void confusion() {
    html.markup(
        """
        <section aria-labelledby="confusion">
        <h2 id="confusion">Who is taken for whom</h2>
        <div class="tables">
        """);
    for (Part part : report.parts()) {
      List<String> classes = part.pictures().classes();
      html.markup("<table class=\"confusion\">\n<caption>").text(part.name());
      html.markup(" pictures</caption>\n<thead><tr><td></td>");
      for (int answer = 1; answer >= 0; answer--) {
        html.markup("<th scope=\"col\">answer ").text(classes.get(answer)).markup("</th>");
      }
      html.markup("</tr></thead>\n<tbody>\n");
      for (int label = 1; label >= 0; label--) {
        html.markup("<tr><th scope=\"row\">is ").text(classes.get(label)).markup("</th>");
        for (int answer = 1; answer >= 0; answer--) {
          html.markup(answer == label ? "<td class=\"right\">" : "<td class=\"wrong\">");
          html.formatted("%d", part.count(label, answer)).markup("</td>");
        }
        html.markup("</tr>\n");
      }
      html.markup("</tbody>\n</table>\n");
    }
    html.markup("</div>\n</section>\n");
  }

  private void weights() {
    Matrix trained = report.network().parameters().weight(LAYER_ONE);
    int units = Math.min(UNITS, trained.rows());
    html.markup(
        """
        <section aria-labelledby="weights">
        <h2 id="weights">What the first layer looks for</h2>
        <p>A picture per unit: its weights, each at the pixel and in the colour it belongs to. Mid-grey is no weight;
        each picture has its own scale. A unit that was never active was never changed.\
        """);
    if (trained.rows() > units) {
      html.formatted(" The first %d of %d units.", units, trained.rows());
    }
    html.markup("</p>\n");
    if (report.start().isPresent()) {
      Matrix start = report.start().get().parameters().weight(LAYER_ONE);
      html.markup("<h3>What training added</h3>\n<ul class=\"gallery small\">\n");
      for (int unit = 0; unit < units; unit++) {
        byte[] added = WeightPictures.difference(trained, start, unit);
        boolean none = WeightPictures.isBlank(added);
        weightPicture(added, unit, none ? "unchanged" : "what training added");
      }
      html.markup("</ul>\n<h3>Weights as they are, with the noise they began as</h3>\n");
    }
    html.markup("<ul class=\"gallery small\">\n");
    for (int unit = 0; unit < units; unit++) {
      weightPicture(WeightPictures.of(trained, unit), unit, "weights");
    }
    html.markup("</ul>\n</section>\n");
  }

  private void weightPicture(byte[] rgb, int unit, String what) {
    Pictures like = report.test().pictures();
    html.markup("<li><figure><img alt=\"unit ");
    html.text((unit + 1) + ", " + what).markup("\" src=\"");
    html.markup(Png.dataUri(rgb, like.height(), like.width()));
    html.markup("\"><figcaption>unit ").text(Integer.toString(unit + 1));
    html.markup("</figcaption></figure></li>\n");
  }

  private void settings() {
    html.markup(
        """
        <section aria-labelledby="settings">
        <h2 id="settings">How it was made</h2>
        <table class="settings">
        <tbody>
        """);
    row("layers", report.network().topology().toString());
    row("precision", report.network().type().name().toLowerCase(Locale.ROOT));
    report.settings().forEach(this::row);
    html.markup("<tr><th scope=\"row\">SHA-256 of the parameters</th><td><code>");
    html.text(report.digest()).markup("</code></td></tr>\n</tbody>\n</table>\n</section>\n");
  }
}
