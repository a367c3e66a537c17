// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files for what takes long to measure: whether they can be written is asked before. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Requires that a file can be written. It is left as it is, or missing; its directory is made.
   *
   * @param file to be written later
   * @throws IOException naming the file, in one line, if it cannot be written
   */
  public static void requireWritable(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    try {
      Path directory = absolute.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      boolean isNew = Files.notExists(absolute);
      // Opened, since permissions do not tell of a directory or a read-only file system.
      Files.newOutputStream(absolute, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.delete(absolute);
      }
    } catch (IOException e) {
      throw new IOException(
          file + ": cannot be written: " + reason(e) + "; choose another file", e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is not a directory";
    }
    String given = e instanceof FileSystemException system ? system.getReason() : null;
    return given != null ? given : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
