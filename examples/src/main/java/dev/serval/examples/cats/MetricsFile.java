// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.io.AtomicFile;
import dev.serval.examples.cats.pictures.InputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where {@code --metrics} goes: a file, or standard output for {@code -}. */
final class MetricsFile {

  private static final Path STANDARD_OUTPUT = Path.of("-");

  private MetricsFile() {}

  /** Returns whether the metrics go to standard output, so that nothing else may. */
  static boolean isStandardOutput(@Nullable Path metrics) {
    return STANDARD_OUTPUT.equals(metrics);
  }

  /**
   * Refuses a path that cannot become a file or that is used otherwise.
   *
   * @param metrics what the option says, or null
   * @param model where the model goes, or null
   * @param inputs files that are read
   */
  static void check(@Nullable Path metrics, @Nullable Path model, Path... inputs) {
    if (metrics == null || isStandardOutput(metrics)) {
      return;
    }
    OutputFile.check("--metrics", metrics, inputs);
    if (model != null
        && metrics.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
      throw InputException.of(metrics, "is named by both --model and --metrics; choose two files");
    }
  }

  /**
   * Writes the metrics, all or nothing.
   *
   * @param metrics the file, or {@code -}
   * @param content what to write
   * @param out standard output
   */
  static void write(Path metrics, Metrics content, PrintStream out) {
    if (isStandardOutput(metrics)) {
      out.print(content.toJson());
      out.flush();
      return;
    }
    try {
      AtomicFile.write(metrics, content.toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }
}
