// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.examples.cats.pictures.Pictures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pictures with their probabilities: the mislabeled ones, the most and the least certain. */
final class Galleries {

  /** Mislabeled pictures shown; a network that learned nothing gets hundreds wrong. */
  static final int MISLABELED = 100;

  /** Certain and uncertain pictures shown. */
  static final int CERTAIN = 8;

  /** Larger pictures are shown at this many rows or columns, so that the page stays small. */
  private static final int LARGEST = 128;

  private final Html html;
  private final Part part;

  /** What the names of all pictures begin with: the folder they are in. */
  private final String folder;

  Galleries(Html html, Part part) {
    this.html = html;
    this.part = part;
    folder = commonFolder(part.pictures());
  }

  /** Appends the sections. */
  void append() {
    List<Integer> wrong = part.evaluation().mislabeled();
    html.markup("<section aria-labelledby=\"mislabeled\">\n<h2 id=\"mislabeled\">Mislabeled ");
    html.text(part.name()).markup(" pictures</h2>\n");
    String share = "%d of %d.".formatted(wrong.size(), part.pictures().count());
    if (wrong.size() > MISLABELED) {
      share += " The first %d of them:".formatted(MISLABELED);
    }
    html.markup("<p>").text(share);
    html.markup(" The number is the probability of ").text(part.pictures().positive());
    html.markup(".</p>\n");
    if (!wrong.isEmpty()) {
      gallery(wrong.subList(0, Math.min(wrong.size(), MISLABELED)));
    }
    html.markup("</section>\n");
    String positive = part.pictures().positive();
    String negative = part.pictures().negative();
    section("certain1", "Most certain: " + positive, part.mostCertain(1, CERTAIN));
    section("certain0", "Most certain: " + negative, part.mostCertain(0, CERTAIN));
    section("uncertain", "Least certain", part.leastCertain(CERTAIN));
  }

  private void section(String id, String heading, List<Integer> pictures) {
    if (pictures.isEmpty()) {
      return;
    }
    html.markup("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
    html.text(heading).markup("</h2>\n");
    gallery(pictures);
    html.markup("</section>\n");
  }

  private void gallery(List<Integer> indices) {
    html.markup("<ul class=\"gallery\">\n");
    indices.forEach(this::picture);
    html.markup("</ul>\n");
  }

  private void picture(int i) {
    Pictures pictures = part.pictures();
    String label = pictures.classes().get(pictures.label(i));
    String answer = pictures.classes().get(part.answer(i));
    boolean right = pictures.label(i) == part.answer(i);
    String probability = String.format(Locale.ROOT, "%.3f", part.probability(i));
    html.markup("<li class=\"" + (right ? "right" : "wrong") + "\"><figure>");
    html.markup("<img alt=\"").text("Picture %d, a %s".formatted(i, label)).markup("\" src=\"");
    html.markup(thumbnail(pictures, i)).markup("\"><figcaption><b>");
    html.text(probability).markup("</b>");
    html.markup(right ? " <span class=\"tick\">✓</span><br>" : "<br>").text(answer);
    if (!right) {
      html.markup("<br><span class=\"truth\">is ").text(label).markup("</span>");
    }
    html.markup("<br><span class=\"name\" title=\"").text(pictures.name(i)).markup("\">");
    html.text(shortName(folder, pictures.name(i), i))
        .markup("</span></figcaption></figure></li>\n");
  }

  private static String thumbnail(Pictures pictures, int i) {
    int height = pictures.height();
    int width = pictures.width();
    int longest = Math.max(height, width);
    if (longest > LARGEST) {
      int rows = Math.max(1, height * LARGEST / longest);
      int columns = Math.max(1, width * LARGEST / longest);
      return Png.dataUri(pictures.resized(i, rows, columns), rows, columns);
    }
    int features = pictures.features();
    byte[] rgb = Arrays.copyOfRange(pictures.pixels(), i * features, (i + 1) * features);
    return Png.dataUri(rgb, height, width);
  }

  /** Returns the path of a picture in its folder, or its index within a file. */
  private static String shortName(String folder, String name, int i) {
    return name.endsWith("[" + i + "]") ? "no. " + i : name.substring(folder.length());
  }

  /** Returns the longest path, with the separator at its end, that all names begin with. */
  static String commonFolder(Pictures pictures) {
    String common = pictures.name(0);
    for (int i = 0; i < pictures.count(); i++) {
      while (!pictures.name(i).startsWith(common) || !(common.isEmpty() || endsFolder(common))) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return common;
  }

  private static boolean endsFolder(String path) {
    return path.endsWith("/") || path.endsWith("\\");
  }
}
