// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import dev.serval.examples.cats.report.Html;
import dev.serval.examples.cats.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The three files a browser asks for, made once. */
final class Page {

  private final byte[] html;
  private final byte[] style;
  private final byte[] script;

  /**
   * Fills the page in.
   *
   * @param model for its card
   * @param maxUploadBytes what the page refuses by itself
   */
  Page(ServedModel model, int maxUploadBytes) {
    String text =
        Html.resource(Page.class, "page.html")
            .replace("{{maxUploadBytes}}", Integer.toString(maxUploadBytes))
            .replace("{{size}}", model.width() + "×" + model.height())
            .replace("{{positive}}", Html.escape(model.positive()))
            // Last: no text of the file is taken for a place to fill in.
            .replace("{{card}}", card(model));
    html = text.getBytes(StandardCharsets.UTF_8);
    // The report's colours and letters, and what only this page has.
    String css = Html.resource(Report.class, "base.css") + Html.resource(Page.class, "page.css");
    style = css.getBytes(StandardCharsets.UTF_8);
    script = Html.resource(Page.class, "page.js").getBytes(StandardCharsets.UTF_8);
  }

  byte[] html() {
    return html.clone();
  }

  byte[] style() {
    return style.clone();
  }

  byte[] script() {
    return script.clone();
  }

  private static String card(ServedModel model) {
    Html card = new Html();
    row(card, "file", model.file());
    row(card, "layers", model.network().topology().toString());
    row(card, "precision", model.network().type().name().toLowerCase(Locale.ROOT));
    model.settings().forEach((name, value) -> row(card, name, value));
    card.markup("<tr><th scope=\"row\">SHA-256 of the parameters</th><td><code>");
    card.text(model.digest()).markup("</code></td></tr>\n");
    return card.toString();
  }

  private static void row(Html card, String name, String value) {
    card.markup("<tr><th scope=\"row\">").text(name).markup("</th><td>");
    card.text(value).markup("</td></tr>\n");
  }
}
