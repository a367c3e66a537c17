// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of tensors cannot be read; the message is one line, {@code <file>: <what is wrong>; <what
 * to do>}.
 */
public final class TensorFileException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with the content of a file that could be read.
   *
   * @param file the file
   * @param wrong what is wrong, as the rest of a sentence that begins with the file's name; it may
   *     quote the file, control characters are replaced and the middle of a long one is left out
   * @param remedy what to do
   */
  public static TensorFileException of(Path file, String wrong, String remedy) {
    return new TensorFileException(file, wrong, remedy, null);
  }

  /** Returns the exception itself if it is one of these, else one that names the file. */
  static TensorFileException of(Path file, IOException e) {
    if (e instanceof TensorFileException named) {
      return named;
    }
    return e instanceof NoSuchFileException
        ? new TensorFileException(file, "does not exist", "check the path", e)
        : new TensorFileException(
            file, "cannot be read: " + OneLine.reason(e), "check the file and the disk", e);
  }

  /** Refuses a directory, a device or a pipe. */
  static void requireFile(Path file) throws TensorFileException {
    if (Files.isDirectory(file)) {
      throw new TensorFileException(file, "is a directory", "name a file", null);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new TensorFileException(file, "is not a regular file", "name another", null);
    }
  }

  TensorFileException(Path file, String wrong, String remedy, @Nullable Throwable cause) {
    super(OneLine.path(file) + ": " + OneLine.sentence(wrong) + "; " + remedy, cause);
  }
}
