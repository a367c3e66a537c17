// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launch scripts, started from another directory: they build what is missing, run it and pass
 * on the exit status. The first call may have to build all of examples, core and simd.
 */
class LaunchScriptTest {

  private static final int TIMEOUT_MINUTES = 5;

  /** The JVM's own line about the Vector API, which no program can turn off. */
  private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

  @TempDir Path folder;

  private record Outcome(int status, List<String> out, List<String> err) {}

  @BeforeEach
  void needsBash() {
    assumeFalse(
        System.getProperty("os.name").startsWith("Windows"),
        "skipped: the launch scripts are bash");
  }

  private Outcome launch(String script, String... args) throws IOException, InterruptedException {
    return launch(Map.of(), script, args);
  }

  private Outcome launch(Map<String, String> environment, String script, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("examples").resolve(script).toString());
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    List<String> errors = new ArrayList<>(Files.readAllLines(err));
    errors.remove(INCUBATOR);
    return new Outcome(process.exitValue(), Files.readAllLines(out), errors);
  }

  @Test
  void catsTrainsOnTheSimdBackend() throws IOException, InterruptedException {
    Outcome done = launch("cats", "train", "--iterations", "3", "--metrics", "m.json");
    assertEquals(0, done.status, done.toString());
    assertEquals(1, done.err.size(), done.toString());
    assertTrue(done.err.get(0).startsWith("simd: "), done.toString());
    JsonObject metrics =
        JsonParser.parseString(Files.readString(folder.resolve("m.json"))).getAsJsonObject();
    assertEquals("simd", metrics.get("backend").getAsString());
    assertEquals(2, metrics.getAsJsonArray("costs").size());
  }

  @Test
  void catsPassesOnItsExitStatus() throws IOException, InterruptedException {
    Outcome refused = launch("cats", "train", "--data", "missing");
    assertEquals(1, refused.status, refused.toString());
    assertEquals(
        List.of("cats: missing: no such folder; check the path given to --data"), refused.err);
    assertEquals(List.of(), refused.out);
    assertEquals(2, launch("cats", "purr").status);
  }

  @Test
  void aCacheForQuickStartsIsMadeAndABrokenOneIsIgnored() throws IOException, InterruptedException {
    assertEquals(0, launch("cats", "--help").status);
    Path cache = Repository.root().resolve("examples/target/quick/cats.aot");
    assertTrue(Files.size(cache) > 1 << 20, "classes");
    Files.writeString(cache, "not a cache");
    try {
      Outcome done = launch("cats", "train", "--iterations", "3", "--quiet");
      assertEquals(0, done.status, done.toString());
      assertEquals(List.of(), done.err);
    } finally {
      // Missing: the next launch makes it anew.
      Files.delete(cache);
      Files.deleteIfExists(cache.resolveSibling("cats.aot.tried"));
    }
  }

  @Test
  void theUsersJvmOptionsWork() throws IOException, InterruptedException {
    Outcome done =
        launch(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC -Xmx512m"), "cats", "train", "--help");
    assertEquals(0, done.status, done.toString());
    assertEquals(1, done.err.size(), done.toString());
    assertTrue(done.err.get(0).startsWith("Picked up JAVA_TOOL_OPTIONS"), done.toString());
  }

  @Test
  void stepsPrintsTheNotebookAndNothingElse() throws IOException, InterruptedException {
    Outcome done = launch("steps");
    assertEquals(0, done.status, done.toString());
    assertEquals(List.of(), done.err);
    assertTrue(done.out.contains("W1 = [[ 0.01624345 -0.00611756]"), done.toString());
  }
}
