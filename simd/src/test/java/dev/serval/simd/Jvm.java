// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a JVM of its own, with other flags. */
final class Jvm {

  private static final long TIMEOUT_SECONDS = 120;

  private Jvm() {}

  /**
   * What a JVM printed.
   *
   * @param lines standard output and error, without the JVM's own lines
   */
  record Result(List<String> lines) {

    String lastLine() {
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    String all() {
      return String.join("\n", lines);
    }
  }

  static Result run(Class<?> main, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Path output = Files.createTempFile("serval", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().remove("JDK_JAVA_OPTIONS"); // the flags here are the whole point
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      Process process = builder.start();
      try {
        assertTrue(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), () -> command + " hangs");
      } finally {
        process.destroyForcibly();
      }
      List<String> lines =
          Files.readAllLines(output, StandardCharsets.UTF_8).stream()
              .filter(line -> !line.startsWith("WARNING:"))
              .toList();
      assertEquals(0, process.exitValue(), () -> command + "\n" + String.join("\n", lines));
      return new Result(lines);
    } finally {
      Files.delete(output);
    }
  }
}
