// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.crossover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.TrainingMethod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CrossoverReportTest {

  private static final CrossoverPoint RIGHT =
      new CrossoverPoint(12288, 209, 9.0, 0.15, TrainingMethod.GRAM);
  private static final CrossoverPoint WRONG =
      new CrossoverPoint(32, 209, 0.10, 0.13, TrainingMethod.GRAM);

  @Test
  void regretIsWhatTheChoiceCostsBeyondTheBetterForm() {
    assertEquals(60, RIGHT.gain(), 1e-9);
    assertEquals(1, RIGHT.regret());
    assertEquals(1.3, WRONG.regret(), 1e-9);
    assertEquals(1, new CrossoverPoint(32, 209, 0.10, 0.13, TrainingMethod.DIRECT).regret());
  }

  @Test
  void theTableNamesTheWorstChoice() {
    String table = new CrossoverReport(List.of(RIGHT, WRONG), "a backend").markdown("grid.svg");
    assertTrue(
        table.contains("| 12288 | 209 | 9000.0 ms | 150.0 ms | 60.00 | gram | 1.00 |"), table);
    assertTrue(table.contains("Worst regret: 1.30."), table);
    assertTrue(table.contains("](grid.svg)"), table);
  }

  @Test
  void thePictureIsXmlWithALegendAndOneFieldForEachPoint() throws Exception {
    String svg = new CrossoverReport(List.of(RIGHT, WRONG), "a backend").svg();
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    int background = 1;
    int legend = 3;
    int points = 2;
    assertEquals(background + legend + points, document.getElementsByTagName("rect").getLength());
  }
}
