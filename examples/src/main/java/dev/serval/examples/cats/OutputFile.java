// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks, before long work begins, that its result can be written. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Refuses a path that cannot become a file.
   *
   * @param option the option that names it, for the message
   * @param file the path, or null if the option was not given
   * @param inputs files the work reads, which must not be overwritten
   */
  static void check(String option, @Nullable Path file, Path... inputs) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw InputException.of(file, "is a folder; " + option + " takes the name of a file");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw InputException.of(
          file, "the folder for %s does not exist; make it first".formatted(option));
    }
    if (!Files.isWritable(parent)) {
      throw InputException.of(
          file, "the folder for %s may not be written to; choose another".formatted(option));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw InputException.of(file, "is not a regular file; choose another for " + option);
    }
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw InputException.of(
            file, "%s would overwrite a file that is read; choose another".formatted(option));
      }
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }
}
