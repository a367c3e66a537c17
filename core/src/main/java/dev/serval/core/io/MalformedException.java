// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.Serial;
import java.nio.file.Path;

/**
 * The content of a file is not what it must be; the message says what and where, without the file's
 * name.
 */
final class MalformedException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private static final String AGAIN = "the file is damaged; write or download it again";

  private final String remedy;

  /** The file is damaged. */
  MalformedException(String message) {
    this(message, AGAIN);
  }

  /** The file is another one than was expected; the remedy says what to do. */
  MalformedException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** Names the part of the file that is meant; the message goes on with what is wrong with it. */
  MalformedException in(String part) {
    return new MalformedException(part + " " + getMessage(), remedy);
  }

  /** Puts the file's name before the message and what to do behind it. */
  TensorFileException of(Path file) {
    return new TensorFileException(file, String.valueOf(getMessage()), remedy, this);
  }
}
