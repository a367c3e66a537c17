// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Input that was refused; the message is one line that says what is wrong, where, and what to do.
 */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes a refusal.
   *
   * @param message one line for the user: what, where, what to do
   */
  public InputException(String message) {
    super(PlainText.of(message));
  }

  /**
   * Makes a refusal.
   *
   * @param message one line for the user: what, where, what to do
   * @param cause what was thrown, or null
   */
  public InputException(String message, @Nullable Throwable cause) {
    super(PlainText.of(message), cause);
  }

  /**
   * Makes a refusal of a file.
   *
   * @param file the file, which opens the line
   * @param problem what is wrong with it and what to do
   */
  public static InputException of(Path file, String problem) {
    return new InputException(file + ": " + problem);
  }

  /**
   * Makes a refusal of a file.
   *
   * @param file the file, which opens the line
   * @param problem what is wrong with it and what to do
   * @param cause what was thrown
   */
  public static InputException of(Path file, String problem, Throwable cause) {
    return new InputException(file + ": " + problem, cause);
  }
}
