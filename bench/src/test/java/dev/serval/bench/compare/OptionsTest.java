// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void nothingMeansEverything() {
    Options options = Options.parse();
    assertEquals(EnumSet.allOf(Family.class), options.families());
    assertFalse(options.quick());
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all == 1 ? List.of(1) : List.of(1, all), options.threads());
  }

  @Test
  void familiesAreChosenAndTheRooflineIsAlwaysAmongThem() {
    Options options = Options.parse("gemm", "--quick", "cold", "--threads", "2,1");
    assertEquals(EnumSet.of(Family.ROOFLINE, Family.GEMM, Family.COLD), options.families());
    assertTrue(options.quick());
    assertEquals(List.of(2, 1), options.threads());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fast",
        "engine cold",
        "--speed",
        "--threads",
        "--threads 0",
        "--threads 1,,2",
        "--threads x",
        "--out",
        "--out report.txt",
        "--data"
      })
  void whatIsNotUnderstoodIsRefusedInOneLine(String line) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Options.parse(line.split(" ", -1)));
    String message = String.valueOf(refusal.getMessage());
    assertEquals(1, message.lines().count());
    assertTrue(message.contains(line.split(" ", -1)[0]), message);
  }

  @Test
  void engineTakesAllFamiliesOrSome() {
    assertTrue(Options.parse("engine").engine());
    assertFalse(Options.parse("gemm").engine());
    Options options = Options.parse("engine", "step", "--threads", "1");
    assertEquals(EnumSet.of(Family.ROOFLINE, Family.STEP), options.families());
  }

  @Test
  void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
    assertEquals(2, Row.median(new double[] {9, 1, 2}));
    assertEquals(3, Row.median(new double[] {9, 1, 2, 4}));
  }

  @Test
  void ratiosArePairedAndAscending() {
    Row row =
        new Row(
            new Task(Family.STEP, "step", "TINY", ElementType.FLOAT32, 0),
            1,
            Peer.PYTORCH,
            List.of(1.0, 2.0),
            List.of(3.0, 4.0),
            List.of(),
            List.of(),
            "");
    assertEquals(List.of(2.0, 3.0), List.of(row.ratios()[0], row.ratios()[1]));
  }

  @Test
  void everyTaskOfEveryPlanHasWorkALabelAndSomeoneBesideUs() {
    for (boolean quick : new boolean[] {true, false}) {
      for (boolean engine : new boolean[] {true, false}) {
        for (Phase phase : new Plan(quick, engine).phases(all(), List.of(1, 2))) {
          for (Task task : phase.tasks()) {
            assertTrue(task.bytes() > 0 && !task.label().isEmpty(), task::toString);
            assertTrue(
                Arrays.stream(Peer.values()).anyMatch(peer -> phase.has(peer) && peer.does(task)),
                () -> "nobody to compare with: " + task);
          }
        }
      }
    }
  }

  @Test
  void floatsComeBeforeDoublesInEveryPhase() {
    for (boolean quick : new boolean[] {true, false}) {
      for (Phase phase : new Plan(quick, false).phases(all(), List.of(1, 2))) {
        List<ElementType> types = phase.tasks().stream().map(Task::type).toList();
        assertEquals(types.stream().sorted().toList(), types, phase::toString);
      }
    }
  }

  @Test
  void oursOnOneThreadIsOnlyBesideOursOnSeveral() {
    for (Phase phase : new Plan(true, false).phases(all(), List.of(1, 2))) {
      assertFalse(phase.threads() == 1 && phase.has(Peer.SERVAL_ONE), phase::toString);
    }
    assertEquals(1, Peer.SERVAL_ONE.threadsBeside(4));
    assertEquals(4, Peer.MKL.threadsBeside(4));
  }

  private static EnumSet<Family> all() {
    return EnumSet.allOf(Family.class);
  }
}
