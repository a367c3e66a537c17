// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --report}, from the command line to the file. */
class ReportCommandTest {

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path report = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void makeData() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
    report = folder.resolve("r.html");
    model = folder.resolve("m.safetensors");
  }

  private Cli train(Object... more) {
    Object[] args = {"train", "--data", data, "--layers", "3", "--iterations", "20"};
    Object[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  @Test
  void aTrainingTellsHowItWasMade() throws IOException {
    train("--report", report, "--model", model, "--seed", "7").assertDone();
    String html = Files.readString(report);
    assertTrue(html.contains("Training report: cat or non-cat"), html);
    assertTrue(html.contains(CatModel.digest(CatModel.read(model).network())), html);
    assertTrue(html.contains("Learning rate = 0.0075"), html);
    assertTrue(html.contains("What training added"), html);
    assertTrue(html.contains("<th scope=\"row\">seed</th><td>7</td>"), html);
    assertTrue(html.contains("24-3-1"), html);
  }

  @Test
  void anEvaluationHasNoCurve() throws IOException {
    train("--model", model).assertDone();
    Cli.run("evaluate", "--model", model, "--data", data, "--report", report).assertDone();
    String html = Files.readString(report);
    assertTrue(html.contains("Evaluation report: cat or non-cat"), html);
    assertFalse(html.contains("<svg"), html);
    assertTrue(html.contains("train pictures") && html.contains("test pictures"), html);
    Path test = data.resolve("test_tiny.h5");
    Cli.run("evaluate", "--model", model, "--test", test, "--report", report).assertDone();
    assertFalse(Files.readString(report).contains("train pictures"));
  }

  @Test
  void reportsOverwriteNothingElse() {
    train("--model", model).assertDone();
    train("--model", model, "--report", model).assertRefused("named by both --model and --report");
    train("--metrics", report, "--report", report).assertRefused("both --metrics and --report");
    train("--report", data.resolve("test_tiny.h5")).assertRefused("would overwrite");
    train("--report", folder).assertRefused("is a folder; --report takes");
    Object[] evaluate = {"evaluate", "--model", model, "--data", data, "--report"};
    for (Path input : new Path[] {model, data.resolve("train_tiny.h5")}) {
      Object[] all = java.util.Arrays.copyOf(evaluate, evaluate.length + 1);
      all[evaluate.length] = input;
      Cli.run(all).assertRefused("would overwrite a file that is read");
    }
  }

  @Test
  void placesThatCannotBeWrittenAreFoundBeforeTraining() throws IOException {
    for (String option : new String[] {"--model", "--metrics", "--report"}) {
      // A name no file system takes, in a folder that may be written to.
      train(option, folder.resolve("x".repeat(300))).assertRefused("cannot be written");
    }
    if (Files.isDirectory(Path.of("/proc/self"))) {
      // An administrator may do anything, says this folder, and then it cannot be done.
      Cli refused = train("--model", "/proc/self/model");
      refused.assertRefused("/proc/self/model");
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing is left of the attempts");
    }
  }

  @Test
  void theCoursesResultsStandBesideItsOwnPictures() throws IOException {
    Path course = Shared.path("data/catvnoncat");
    Cli.run(
            "train",
            "--data",
            course,
            "--layers",
            "",
            "--iterations",
            "2",
            "--report",
            report,
            "--model",
            model)
        .assertDone();
    String html = Files.readString(report);
    assertTrue(html.contains("the course: four layers"), "beside the test pictures");
    assertTrue(html.contains("80.0\u00A0% (40/50)"), "40 of 50");
    assertTrue(Files.size(report) < 2 << 20, "two megabytes for 209 + 50 pictures");
  }
}
