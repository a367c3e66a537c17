// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said while one waits, and what happens when nobody listens. */
class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Progress progress(int iterations) {
    return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), iterations, 0);
  }

  private String shown() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text.substring(text.lastIndexOf('K') + 1);
  }

  @Test
  void theFirstSecondsForecastNothing() {
    Progress progress = progress(2500);
    // The first iteration took a second and a half: "3748 s left" would be absurd.
    progress.iterated(1, 0.77, SECOND * 3 / 2);
    assertEquals("iteration 1 of 2500  0 %  cost 0.7700", shown());
    progress.iterated(40, 0.7, Progress.WARM_UP_NANOS - 1);
    assertFalse(shown().contains("left"));
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    Progress progress = progress(10_000);
    int done = 0;
    for (int tenths = 1; tenths <= 40; tenths++) { // 10/s for 4 s
      done += 1;
      progress.iterated(done, 0.5, tenths * SECOND / 10);
    }
    assertTrue(shown().endsWith("cost 0.5000  10/s  16:36 left"));
    for (int tenths = 41; tenths <= 100; tenths++) { // 1000/s for 6 s
      done += 100;
      progress.iterated(done, 0.5, tenths * SECOND / 10);
    }
    assertEquals("iteration 6040 of 10000  60 %  cost 0.5000  1000/s  4 s left", shown());
  }

  @Test
  void itSaysNothingMoreOftenThanEyesSee() {
    Progress progress = progress(100);
    progress.iterated(1, 0.5, Progress.INTERVAL_NANOS - 1);
    progress.close();
    assertEquals("", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void durationsAreForPeople() {
    assertEquals("7 s", Progress.duration(7.4));
    assertEquals("1:00", Progress.duration(59.6));
    assertEquals("4:05", Progress.duration(245));
    assertEquals("1:02:03", Progress.duration(3723));
  }

  private static ResultStream failing(String reason) {
    return new ResultStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "The pipe is being closed", "The pipe has been ended"})
  void aReaderThatHasGoneHasLostNothing(String reason) {
    ResultStream out = failing(reason);
    out.println("results");
    assertTrue(out.isReaderGone());
    assertEquals(null, new Terminal(out, System.err, false, false).lost());
  }

  @Test
  void aFullDiskIsALoss() {
    ResultStream out = failing("No space left on device");
    out.println("results");
    assertEquals(
        "standard output: cannot be written (No space left on device)",
        new Terminal(out, System.err, false, false).lost());
    ResultStream fine = new ResultStream(bytes);
    fine.print("é");
    assertEquals(null, new Terminal(fine, System.err, false, false).lost());
    assertEquals("é", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void coloursNeedATerminalThatHasThemAndNobodyAgainst() {
    assertTrue(Terminal.hasColours(Map.of("COLORTERM", "truecolor")));
    assertTrue(Terminal.hasColours(Map.of("COLORTERM", "24bit", "NO_COLOR", "")));
    assertFalse(Terminal.hasColours(Map.of("COLORTERM", "truecolor", "NO_COLOR", "1")));
    assertFalse(Terminal.hasColours(Map.of()));
  }

  @Test
  void jsonTextsAreEscaped() {
    assertEquals("\"a\\\"b\\\\c\\u000ad\"", Metrics.quote("a\"b\\c\nd"));
    assertEquals("null", Metrics.quote(null));
    assertEquals(List.of("small", "scaled", "he"), words());
  }

  private static List<String> words() {
    return WordConverter.words(java.util.Arrays.asList(dev.serval.core.model.Initializer.values()));
  }
}
