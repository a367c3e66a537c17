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

  SafetensorsException(Path file, String wrong, String remedy, @Nullable Throwable cause) {
    super(OneLine.path(file) + ": " + wrong + "; " + remedy, cause);
  }
}
