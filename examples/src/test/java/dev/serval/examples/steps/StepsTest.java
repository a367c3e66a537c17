// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.examples.cats.ResultStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StepsTest {

  /**
   * The cost is printed in full; its last digit hangs on the logarithm and on the order of the sum.
   */
  private static final double COST_RELATIVE = 4 * Math.ulp(1.0);

  private static String run(int status, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(
        status,
        Steps.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)));
    assertEquals(status == 0 ? 0 : 1, err.toString(StandardCharsets.UTF_8).lines().count());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everySectionPrintsWhatTheNotebookPrints() throws IOException {
    List<String> expected;
    try (InputStream in =
        Objects.requireNonNull(StepsTest.class.getResourceAsStream("/steps/printed.txt"))) {
      expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> actual = run(0).lines().toList();
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      String line = expected.get(i);
      if (line.startsWith("cost = ")) {
        double cost = Double.parseDouble(line.substring(7));
        assertEquals(cost, Double.parseDouble(actual.get(i).substring(7)), cost * COST_RELATIVE);
      } else {
        assertEquals(line, actual.get(i), "line " + (i + 1));
      }
    }
  }

  @Test
  void argumentsAreWrongUsage() {
    assertEquals("", run(2, "fast"));
    assertTrue(run(0, "--help").startsWith("Usage: steps"));
  }

  private static int runInto(String failure, ByteArrayOutputStream err) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    return Steps.run(
        new String[0],
        new ResultStream(broken),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void aReaderThatGoesEarlyIsNoErrorAndAFullDiskIs() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(0, runInto("Broken pipe", err));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(1, runInto("No space left on device", err));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("cannot be written"));
  }
}
