// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where {@code --report} goes. */
final class ReportFile {

  private ReportFile() {}

  /**
   * Refuses a path that cannot become a file or that is used otherwise.
   *
   * @param report what the option says, or null
   * @param model where the model goes, or null
   * @param metrics where the metrics go, or null
   * @param inputs files that are read
   */
  static void check(
      @Nullable Path report, @Nullable Path model, @Nullable Path metrics, Path... inputs) {
    OutputFile.check("--report", report, inputs);
    refuseSame(report, "--model", model);
    refuseSame(report, "--metrics", metrics);
  }

  private static void refuseSame(@Nullable Path report, String option, @Nullable Path other) {
    if (report != null
        && other != null
        && report.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
      throw InputException.of(
          report, "is named by both %s and --report; choose two files".formatted(option));
    }
  }
}
