// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.crossover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossoverTest {

  /** Measuring begins with a warm-up that takes longer. */
  private static final Duration BEFORE_MEASURING = Duration.ofNanos(Crossover.WARM_UP_NANOS - 1);

  private static String refused(int status, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int actual =
        assertTimeoutPreemptively(
            BEFORE_MEASURING,
            () ->
                Crossover.run(
                    args,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)));
    String line = err.toString(StandardCharsets.UTF_8);
    assertEquals(status, actual, line);
    assertEquals(1, line.lines().count(), line);
    assertEquals(0, out.size());
    return line;
  }

  @Test
  void aTableThatCannotBeWrittenIsRefusedBeforeMeasuring(@TempDir Path directory)
      throws IOException {
    Path table = Files.createDirectory(directory.resolve("grid.md"));
    assertTrue(refused(1, table.toString()).startsWith("crossover: " + table + ": "));
  }

  @Test
  void aPictureThatCannotBeWrittenIsRefusedBeforeMeasuring(@TempDir Path directory)
      throws IOException {
    Path picture = Files.createDirectory(directory.resolve("grid.svg"));
    assertTrue(
        refused(1, directory.resolve("grid.md").toString())
            .startsWith("crossover: " + picture + ": "));
  }

  @Test
  void anythingButOneTableIsWrongUsage() {
    refused(2);
    refused(2, "grid.txt");
    refused(2, "grid.md", "more.md");
  }
}
