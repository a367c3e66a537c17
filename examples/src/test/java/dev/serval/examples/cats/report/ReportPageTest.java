// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.CostPoint;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Evaluation;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final String HOSTILE =
      "</title><script>alert('x')</script>\"><img src=//evil.example/";

  @TempDir Path folder;

  private final Network network =
      Network.initialize(Topology.of(12, 3, 1), Initializer.SCALED, 1, ElementType.FLOAT64);

  /** Six pictures of 2×2; the answers to the second, third and fourth are wrong. */
  private static Part part(String name, List<String> classes, String prefix) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      names.add(prefix + i);
    }
    Pictures pictures =
        new Pictures(2, 2, new byte[72], new int[] {1, 1, 1, 0, 0, 0}, classes, List.copyOf(names));
    Matrix probabilities =
        Matrix.of(ElementType.FLOAT64, new double[][] {{0.9, 0.25, 0.35, 0.7, 0.01, 0.02}});
    return new Part(name, pictures, new Evaluation(probabilities, List.of(1, 2, 3)));
  }

  private String page(Part part, Map<String, String> settings) {
    return new ReportPage(
            new Report(
                "A report",
                network,
                Optional.of(network),
                List.of(new CostPoint(0, 0.7), new CostPoint(9, 0.1)),
                List.of(part),
                settings,
                "d1ge57",
                ""))
        .toHtml();
  }

  private static List<String> all(String html, String regex) {
    return Pattern.compile(regex).matcher(html).results().map(MatchResult::group).toList();
  }

  @Test
  void hostileNamesStayText() {
    Part part = part(HOSTILE, List.of(HOSTILE + "non", HOSTILE), "/photos/" + HOSTILE + "#");
    String html = page(part, Map.of(HOSTILE, HOSTILE));
    assertEquals(List.of(), all(html, "<script"), html);
    assertEquals(1, all(html.substring(0, html.indexOf("<body>")), "</title>").size());
    assertFalse(html.contains("alert('x')"));
    for (String source : all(html, "src\\s*=\\s*\"[^\"]*\"")) {
      assertTrue(source.startsWith("src=\"data:image/png;base64,"), source);
    }
    assertEquals(all(html, "<img ").size(), all(html, "src=\"").size());
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)"));
  }

  @Test
  void nothingIsFetchedAndNothingRuns() {
    String html = page(part("test", Pictures.CAT_CLASSES, "a/b/"), Map.of());
    assertEquals(List.of(), all(html, "https?://|//[a-z]|@import|url\\(|<link|<script|<iframe"));
    assertEquals(List.of(), all(html, " on[a-z]+="));
    assertTrue(html.contains("default-src 'none'; img-src data:"), html);
  }

  @Test
  void everyPictureHasWordsAndEverySectionAHeading() {
    String html = page(part("test", Pictures.CAT_CLASSES, "a/b/"), Map.of());
    List<String> images = all(html, "<img [^>]*>");
    assertTrue(images.size() > 10, "" + images.size());
    for (String image : images) {
      assertTrue(image.matches("<img alt=\"[^\"]+\" src=.*"), image);
    }
    for (String section : all(html, "<section aria-labelledby=\"[^\"]*\">")) {
      String id = section.substring(section.indexOf('"') + 1, section.lastIndexOf('"'));
      assertEquals(1, all(html, "<h2 id=\"" + id + "\">").size(), section);
    }
    assertEquals(2, all(html, "<svg [^>]*role=\"img\" aria-label=\"Cost against[^>]*>").size());
  }

  @Test
  void mislabeledPicturesStandWithTheirProbabilities() {
    String html = page(part("test", Pictures.CAT_CLASSES, "a/b/"), Map.of());
    String section =
        html.substring(html.indexOf("id=\"mislabeled\""), html.indexOf("id=\"certain1\""));
    assertEquals(
        List.of("<b>0.250</b>", "<b>0.350</b>", "<b>0.700</b>"), all(section, "<b>[^<]*</b>"));
    assertEquals(
        List.of("is cat", "is cat", "is non-cat"), all(section, "is (cat|non-cat)(?=</span>)"));
    assertEquals(3, all(section, "<img ").size());
    assertTrue(section.contains("3 of 6."), section);
    assertTrue(section.contains(">1</span>") && section.contains("title=\"a/b/1\""), section);
  }

  @Test
  void theTableCountsWhoIsTakenForWhom() {
    Part part = part("test", Pictures.CAT_CLASSES, "");
    assertEquals(1, part.count(1, 1));
    assertEquals(2, part.count(1, 0));
    assertEquals(1, part.count(0, 1));
    assertEquals(2, part.count(0, 0));
    assertEquals(
        List.of("right\">1", "wrong\">2", "wrong\">1", "right\">2"),
        all(page(part, Map.of()), "(?<=<td class=\")(right|wrong)\">\\d+"));
    assertEquals(List.of(0, 3), part.mostCertain(1, 8));
    assertEquals(List.of(4), part.mostCertain(0, 1));
    assertEquals(List.of(2, 3), part.leastCertain(2));
  }

  @Test
  void baselinesStandBesideTheAccuracyAndTheCoursesOnlyBesideItsPictures() {
    String html = page(part("test", Pictures.CAT_CLASSES, ""), Map.of());
    assertTrue(html.contains("always cat") && html.contains("never cat"), html);
    assertEquals(3, all(html, "50\\.0\u00A0% \\(3/6\\)").size(), html);
    assertFalse(html.contains("the course"), html);
  }

  @Test
  void weightsAreGreyWhereThereAreNone() {
    Matrix weights = Matrix.of(ElementType.FLOAT64, new double[][] {{0, 0.5, -0.25}, {0, 0, 0}});
    byte[] picture = WeightPictures.of(weights, 0);
    assertEquals(128, picture[0] & 0xFF);
    assertEquals(255, picture[1] & 0xFF);
    assertEquals(65, picture[2] & 0xFF);
    assertTrue(WeightPictures.isBlank(WeightPictures.of(weights, 1)));
    assertTrue(WeightPictures.isBlank(WeightPictures.difference(weights, weights, 0)));
  }

  @Test
  void theFileIsWrittenAsAWhole() throws IOException {
    Part part = part("test", Pictures.CAT_CLASSES, "");
    Report report =
        new Report(
            "A", network, Optional.empty(), List.of(), List.of(part), Map.of(), "d", "A sentence.");
    Path file = folder.resolve("r.html");
    report.write(file);
    String html = Files.readString(file);
    assertTrue(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
    assertFalse(html.contains("What training added"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void evaluationsOfRealNetworksFit() {
    Part part = part("test", Pictures.CAT_CLASSES, "");
    Pictures pictures = part.pictures();
    Dataset data =
        Dataset.of(pictures.inputs(ElementType.FLOAT64), pictures.targets(ElementType.FLOAT64));
    Part real = new Part("test", pictures, network.evaluate(data));
    assertEquals(6, real.count(0, 0) + real.count(0, 1) + real.count(1, 0) + real.count(1, 1));
  }
}
