// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** Our end of the line to the process of a contender; see {@link Child} for what is said. */
final class ChildProcess implements AutoCloseable {

  /** No answer takes longer, a whole training in a full run included. */
  private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(8);

  private final String name;
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;
  private final Path results;
  private final String description;

  /**
   * Starts a process and waits for its greeting.
   *
   * @param directory where its log and its results go
   * @throws ChildException if it does not load
   */
  ChildProcess(String name, List<String> command, Map<String, String> environment, Path directory)
      throws IOException, ChildException {
    this.name = name;
    Files.createDirectories(directory);
    String file = name.replaceAll("[^A-Za-z0-9]+", "-");
    this.results = directory.resolve(file + ".result.f64");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(directory.resolve(file + ".log").toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      description = answer();
    } catch (ChildException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Returns what the contender says of itself. */
  String description() {
    return description;
  }

  /**
   * Sends a command and returns the answer.
   *
   * @throws ChildException if it is not ok
   */
  String ask(String command) throws ChildException {
    commands.println(command);
    return answer();
  }

  /** Makes the task ready. */
  void open(Task task) throws ChildException {
    ask("open " + task);
  }

  /** Does the open task once from its inputs and returns its result. */
  double[] result() throws ChildException {
    try {
      ask("result " + results);
      double[] values = RawFile.read(results);
      Files.delete(results);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one batch and returns nanoseconds per run. */
  double batch() throws ChildException {
    return Double.parseDouble(ask("batch"));
  }

  private String answer() throws ChildException {
    Timer patience = new Timer(true);
    patience.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.destroyForcibly();
          }
        },
        PATIENCE_MILLIS);
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith("@ok")) {
          return line.substring("@ok".length()).strip();
        }
        if (line.startsWith("@")) {
          throw new ChildException(
              line.substring(1)
                  .replaceFirst("^failed ", "")
                  .replaceFirst("^unsupported ", "unsupported: "));
        }
      }
      throw new ChildException("its process ended with status " + process.waitFor());
    } catch (IOException e) {
      throw new ChildException("its process does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildException("interrupted");
    } finally {
      patience.cancel();
    }
  }

  /** Has the process end, and waits for what the JVM writes then. */
  void end() throws InterruptedException {
    commands.close();
    process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
