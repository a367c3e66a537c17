// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.model.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepCommandTest {

  private static final int INPUTS = 12288;

  @TempDir Path folder;

  /** Twelve configurations on the drawings, on the reference backend: seconds of work. */
  private Cli sweep(Object... more) {
    Object[] args = {
      "sweep",
      "--layers",
      "3",
      "--layers",
      "",
      "--learning-rate",
      "0.01",
      "--learning-rate",
      "0.02",
      "--learning-rate",
      "1e308",
      "--seed",
      "1",
      "--seed",
      "2",
      "--init",
      "scaled",
      "--iterations",
      "5",
      "--folds",
      "3"
    };
    return Cli.run(Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray());
  }

  @Test
  void theRankingComesFirstAndTheTestAccuracyLast() {
    Path model = folder.resolve("best.safetensors");
    Cli done = sweep("--model", model, "--top", "12").assertDone();
    List<String> lines = done.out().lines().toList();
    assertEquals(12, lines.stream().filter(line -> line.matches(" +\\d+ .*iterations")).count());
    assertTrue(done.out().contains("the cost of 4 did not stay finite"), done.out());
    List<Double> means =
        lines.stream()
            .filter(line -> line.matches(" +\\d+ +[0-9.]+ .*iterations"))
            .map(line -> Double.parseDouble(line.strip().split(" +", -1)[1]))
            .toList();
    assertEquals(8, means.size(), done.out());
    assertEquals(means.stream().sorted().toList(), means);
    assertTrue(lines.getLast().startsWith("test "), done.out());
    assertEquals(1, lines.stream().filter(line -> line.startsWith("test ")).count());
    String best = lines.get(2).substring(lines.get(2).indexOf("%  ") + 3);
    assertTrue(done.out().contains("the best, trained on all: " + best), done.out());
    String layers = best.startsWith("no hidden") ? "" : "3";
    assertEquals(
        layers.isEmpty() ? Topology.of(INPUTS, 1) : Topology.of(INPUTS, 3, 1),
        CatModel.read(model).network().topology());
  }

  @Test
  void theSameCallPrintsTheSameWhateverTheThreads() {
    String one = sweep("--threads", "1").assertDone().out();
    assertEquals(one, sweep("--threads", "3").assertDone().out());
    assertFalse(one.equals(sweep("--fold-seed", "2").assertDone().out()));
  }

  @Test
  void progressGoesToStandardErrorAndQuietLeavesItOut() {
    Cli done = sweep("--threads", "2").assertDone();
    assertTrue(done.err().contains("12 of 12 configurations, best so far "), done.err());
    List<String> lines = done.err().lines().toList();
    assertEquals(
        "sweep: layers 3 none; rates 0.01 0.02 1.0E308; init scaled; seeds 1 2; iterations 5:"
            + " 12 configurations × 3 folds, 2 at a time, each on one thread",
        lines.get(0));
    assertEquals("0 of 12 configurations", lines.get(1));
    assertEquals("", sweep("--quiet").assertDone().err());
  }

  @Test
  void whatIsLeftIsForecastAsATrainingForecastsIt() {
    assertEquals("  45 s left", SweepProgress.left(5, 10, 100));
    assertEquals("  4:30 left", SweepProgress.left(30, 10, 100));
    assertEquals("  2:30:00 left", SweepProgress.left(1000, 10, 100));
  }

  @Test
  void whatIsGivenTwiceIsTrainedOnce() {
    String once = sweep("--quiet").assertDone().out();
    String twice = sweep("--quiet", "--layers", " 3", "--seed", "2").assertDone().out();
    assertTrue(once.startsWith("12 configurations, "), once);
    assertEquals(once, twice);
  }

  @Test
  void helpNamesTheBuiltInGrid() {
    String help = Cli.run("sweep", "--help").assertDone().out().replaceAll("\\s+", " ");
    for (List<?> values :
        List.of(
            SweepGrid.LAYERS, SweepGrid.LEARNING_RATES, SweepGrid.SEEDS, SweepGrid.ITERATIONS)) {
      List<String> words = values.stream().map(String::valueOf).toList();
      int last = words.size() - 1;
      String list =
          last == 0
              ? words.get(0)
              : String.join(" ", words.subList(0, last)) + " and " + words.get(last);
      assertTrue(help.contains("(default: " + list + ")"), () -> list + " is not in " + help);
    }
    assertTrue(help.contains("(default: scaled and he)"), help);
  }

  @Test
  void theBuiltInGridHas100ConfigurationsAndFourFifthsAreLarge() {
    int all = 0;
    int large = 0;
    int each =
        SweepGrid.LEARNING_RATES.size()
            * SweepGrid.INITIALIZERS.size()
            * SweepGrid.SEEDS.size()
            * SweepGrid.ITERATIONS.size();
    for (String layers : SweepGrid.LAYERS) {
      all += each;
      large += weights(layers) >= weights("20,7,5") ? each : 0;
    }
    assertEquals(100, all);
    assertTrue(large >= 80, large + " are as large as 20,7,5");
    assertEquals(List.of(2500), SweepGrid.ITERATIONS);
  }

  /** Returns the weights of a net for 64×64 pictures, those of layer 1 included. */
  private static int weights(String layers) {
    int weights = 0;
    int before = INPUTS;
    for (String units : (layers + ",1").split(",", -1)) {
      weights += before * Integer.parseInt(units);
      before = Integer.parseInt(units);
    }
    return weights;
  }

  @Test
  void anEndedProcessPrintsWhatIsFinished() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cats.class.getName()));
    // The last one takes longer than anybody waits.
    command.addAll(
        List.of(
            "sweep",
            "--layers",
            "2",
            "--learning-rate",
            "0.001",
            "--init",
            "scaled",
            "--seed",
            "1",
            "--iterations",
            "1",
            "--iterations",
            "2",
            "--iterations",
            "3",
            "--iterations",
            "2000000000",
            "--threads",
            "1",
            "--backend",
            "reference"));
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      List<String> seen = new ArrayList<>();
      String line;
      while ((line = err.readLine()) != null && !line.startsWith("3 of 4")) {
        seen.add(line);
      }
      assertTrue(line != null, seen::toString);
      process.destroy(); // the polite signal: as Ctrl-C, the process may have a last word
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "hangs");
    } finally {
      process.destroyForcibly();
    }
    assertFalse(process.exitValue() == 0);
    List<String> lines = Files.readAllLines(out);
    assertEquals(
        3, lines.stream().filter(l -> l.matches(" +\\d+ .*iterations")).count(), lines::toString);
    assertTrue(
        lines.getLast().startsWith("interrupted: 3 of 4 configurations are finished"),
        lines::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --folds=1           | --folds 1: must be at least 2
          --folds=10000       | examples in 10000 folds; every fold needs at least one
          --fold-seed=-1      | --fold-seed -1: must be from 0 to 4294967295
          --top=0             | --top 0: must be at least 1
          --layers=20,0       | a layer of 0 units
          --learning-rate=0   | --learning-rate 0.0
          --iterations=0      | sweep: 0 iterations; need at least 1
          --threads=0         | --threads 0: must be from 1
          --seed=-1           | --seed -1
          --data=no/such      | no such folder
          """)
  void whatCannotBeSweptIsRefused(String option, String fragment) throws IOException {
    Cli.run("sweep", option).assertRefused(fragment);
  }

  @Test
  void wrongUsageIsSaidToBe() {
    Cli.run("sweep", "--layers=x").assertWrongUsage("--layers");
    Cli.run("sweep", "--folds=x").assertWrongUsage("--folds");
    Cli.run("sweep", "--init=big").assertWrongUsage("'big' is none of small, scaled, he");
    Cli.run("sweep", "--precision=f16").assertWrongUsage("'f16' is none of float32, float64");
    Cli.run("sweep", "--backend=gpu").assertWrongUsage("'gpu' is none of auto, simd, reference");
    Cli.run("sweep", "--data", "").assertWrongUsage("--data has an empty name");
    Cli.run("sweep", "--train", "a.h5").assertWrongUsage("--train and --test belong together");
  }

  @Test
  void whatIsNoBetterThanAConstantAnswerIsMarked() {
    String out = sweep("--top", "12").assertDone().out();
    assertTrue(out.contains("always cat: 49.0 %, never cat: 51.0 %; = marks those"), out);
    Matcher rows = Pattern.compile("(?m)^ +\\d+ +\\S+ +\\S+ (=?) *([0-9.]+) %  ").matcher(out);
    int marked = 0;
    int all = 0;
    while (rows.find()) {
      assertEquals(Double.parseDouble(rows.group(2)) <= 51, rows.group(1).equals("="), out);
      marked += rows.group(1).length();
      all++;
    }
    assertEquals(8, all, out);
    assertTrue(marked > 0, out);
  }
}
