// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.bench.Shapes;
import dev.serval.core.matrix.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals and verdicts, on rows with numbers that can be checked by hand. */
class EngineReportTest {

  private static final Task SQUARE = product("SQUARE_512");

  private static Task product(String shape) {
    return new Task(Family.GEMM, "product", shape, ElementType.FLOAT32, 0);
  }

  /** A row in which ours reaches a share of a peak of 100 GFLOP/s and a ratio. */
  private static Row row(Task task, int threads, Peer peer, double share, double ratio) {
    double ours = task.flops() / (100 * threads * share);
    return new Row(
        task,
        threads,
        peer,
        Collections.nCopies(3, ours),
        Collections.nCopies(3, ours * ratio),
        Collections.nCopies(3, 100.0),
        List.of(),
        "");
  }

  private static String verdict(Row row) {
    return Goal.of(row.task(), row.peer()).orElseThrow().verdict(row);
  }

  @Test
  void productMeetsItsGoalByRatioAndShareOfPeak() {
    assertEquals("aim", verdict(row(SQUARE, 1, Peer.MKL, 0.91, 1.01)));
    assertEquals("met", verdict(row(SQUARE, 1, Peer.MKL, 0.91, 0.96)));
    assertEquals("short", verdict(row(SQUARE, 1, Peer.MKL, 0.91, 0.94)));
    assertEquals("short", verdict(row(SQUARE, 1, Peer.MKL, 0.89, 1.5)));
  }

  @Test
  void coldStartIsNoRowOfTheEnginesGoals() {
    Task warm = new Task(Family.INFERENCE, "predict", "CAT", ElementType.FLOAT32, 1);
    Task cold = new Task(Family.COLD, "predict", "CAT", ElementType.FLOAT32, 1);
    assertEquals(Optional.of(Goal.ONE_CAT), Goal.of(warm, Peer.ONNX));
    assertEquals(Optional.empty(), Goal.of(cold, Peer.ONNX));
  }

  @Test
  void shareOfPeakIsOfAllThreads() {
    assertEquals(0.5, row(SQUARE, 2, Peer.SERVAL_ONE, 0.5, 1).shareOfPeak(), 1e-12);
  }

  @Test
  void oneExampleMeetsItsGoalByRatioAndShareOfReadBandwidth() {
    Task task = new Task(Family.INFERENCE, "predict", "CAT", ElementType.FLOAT32, 1);
    for (double share : new double[] {0.79, 0.81}) {
      double ours = task.bytes() / (50 * share);
      Row row =
          new Row(
              task,
              1,
              Peer.ONNX,
              List.of(ours),
              List.of(2.5 * ours),
              List.of(100.0),
              List.of(50.0),
              "");
      assertEquals(share, row.shareOfBandwidth(), 1e-12);
      assertEquals(share < 0.8 ? "short" : "met", verdict(row));
    }
  }

  @Test
  void aShareThatNobodyMeasuredIsShort() {
    Task task = new Task(Family.INFERENCE, "predict", "CAT", ElementType.FLOAT32, 1);
    assertEquals("short", verdict(row(task, 1, Peer.ONNX, 0.9, 5)));
  }

  @Test
  void wholeRunsAreHeldAgainstTheGoalsToo() {
    assertTrue(new Plan(false, false).goals());
    assertTrue(new Plan(true, true).goals());
    assertFalse(new Plan(true, false).goals());
  }

  @Test
  void threadsHaveToPayForLargeProductsAndMayNotCostElsewhere() {
    Row large = row(SQUARE, 2, Peer.SERVAL_ONE, 0.9, 1.79);
    Row small = row(product("CAT_L2_FORWARD"), 2, Peer.SERVAL_ONE, 0.1, 1.01);
    assertEquals("short", verdict(large));
    assertEquals("met", verdict(small));
    assertEquals("aim", verdict(row(SQUARE, 2, Peer.SERVAL_ONE, 0.9, 1.92)));
  }

  @Test
  void everyPhaseOfTheEngineHasGoalsAndEveryGoalATask() {
    Set<Goal> reached = new HashSet<>();
    for (Phase phase : new Plan(false, true).phases(EnumSet.allOf(Family.class), List.of(1, 2))) {
      for (Task task : phase.tasks()) {
        for (Peer peer : phase.peers()) {
          assertTrue(phase.has(peer) && peer.does(task), () -> peer + " does not do " + task);
          Optional<Goal> goal = Goal.of(task, peer);
          assertTrue(goal.isPresent(), () -> "no goal: " + task + " beside " + peer);
          goal.ifPresent(reached::add);
        }
      }
    }
    assertEquals(EnumSet.allOf(Goal.class), reached);
  }

  /** Goals beside other libraries and beside one thread, in the engine's run and in a whole one. */
  @Test
  void everyGoalHasTheSameTasksInBothTypes() {
    for (boolean engine : new boolean[] {true, false}) {
      Map<Goal, Map<ElementType, Set<String>>> tasks = new EnumMap<>(Goal.class);
      for (Phase phase :
          new Plan(false, engine).phases(EnumSet.allOf(Family.class), List.of(1, 2))) {
        for (Task task : phase.tasks()) {
          for (Peer peer : phase.peers()) {
            if (phase.has(peer) && peer.does(task)) {
              Goal.of(task, peer)
                  .ifPresent(
                      goal ->
                          tasks
                              .computeIfAbsent(goal, key -> new EnumMap<>(ElementType.class))
                              .computeIfAbsent(task.type(), key -> new TreeSet<>())
                              .add(task.label()));
            }
          }
        }
      }
      assertEquals(EnumSet.allOf(Goal.class), tasks.keySet());
      tasks.forEach(
          (goal, types) -> {
            Set<String> floats = types.getOrDefault(ElementType.FLOAT32, Set.of());
            assertFalse(floats.isEmpty(), goal::toString);
            assertEquals(floats, types.getOrDefault(ElementType.FLOAT64, Set.of()), goal::toString);
          });
    }
  }

  @Test
  void severalThreadsBeginWithLargeProductsInDouble() {
    List<Task> products =
        new Plan(false, true)
            .phases(EnumSet.of(Family.GEMM), List.of(2)).stream()
                .flatMap(phase -> phase.tasks().stream())
                .filter(task -> task.type() == ElementType.FLOAT64)
                .toList();
    assertEquals(Plan.products(ElementType.FLOAT64).size(), Set.copyOf(products).size());
    assertEquals(
        Set.of("SQUARE_512", "SQUARE_1024", "CAT_L1_FORWARD", "CAT_L1_DW", "MNIST_L1_FORWARD"),
        products.stream().limit(5).map(Task::shape).collect(Collectors.toSet()));
    assertTrue(products.stream().limit(5).allMatch(task -> task.flops() > Goal.LARGE_FLOPS));
  }

  /** What has begun is finished: the longest is a whole training, of a minute or two. */
  @Test
  void runsEndWithinTheirTime() {
    assertTrue(new Plan(true, false).seconds() <= 6 * 60 - 30);
    assertTrue(new Plan(true, true).seconds() <= 9 * 60 - 30);
    assertTrue(new Plan(false, true).seconds() <= 15 * 60 - 30);
    assertTrue(new Plan(false, false).seconds() <= 45 * 60 - 150);
  }

  @Test
  void tasksOfGoalsNameShapesThatExist() {
    for (ElementType type : ElementType.values()) {
      assertTrue(
          Goal.tasks(Family.GEMM, type)
              .contains(
                  new Task(Family.GEMM, "product", Shapes.Gemm.WIDE_512_TRAINING.name(), type, 0)));
      for (Family family : Family.values()) {
        Goal.tasks(family, type).forEach(task -> assertTrue(task.bytes() > 0, task::toString));
      }
    }
  }

  @Test
  void reportCountsVerdictsAndNamesWhatIsMissing(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("engine.md");
    new Report(
            true,
            true,
            new Roofline(),
            List.of(
                row(SQUARE, 1, Peer.MKL, 0.91, 1.01),
                row(product("SQUARE_1024"), 1, Peer.MKL, 0.5, 0.7),
                Row.without(product("SQUARE_2048"), 1, Peer.MKL, "not measured: reason")))
        .write(file);
    List<String> lines = Files.readAllLines(file);
    assertTrue(
        lines.contains("| " + Goal.SQUARES.title() + " | 3 | 1 | 0 | 1 | 1 |"), lines::toString);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith("| SQUARE_1024 ")
                        && line.contains("| 0.70 (0.70–0.70) | 50 % |")
                        && line.endsWith("| 50.0 | **short** |")),
        lines::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("not measured: reason")), lines::toString);
    assertEquals(
        Goal.values().length - 1, lines.stream().filter("Not part of this run."::equals).count());
    assertTrue(Files.exists(directory.resolve("engine.json")));
  }
}
