// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file cannot be read; the message is one line, {@code <file>: <what is wrong>; <what
 * to do>}.
 */
public final class SafetensorsException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong with the content of a file that could be read.
   *
   * @param file the file
   * @param wrong what is wrong, as the rest of a sentence that begins with the file's name
   * @param remedy what to do
   */
  public static SafetensorsException of(Path file, String wrong, String remedy) {
    return new SafetensorsException(file, wrong, remedy, null);
  }

  SafetensorsException(Path file, String wrong, String remedy, @Nullable Throwable cause) {
    super(OneLine.path(file) + ": " + wrong + "; " + remedy, cause);
  }
}
