// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/** Asserts that input is refused as a user should see it. */
final class Refusal {

  private Refusal() {}

  /**
   * Fails unless an {@link InputException} is thrown whose message is one line, begins with the
   * file and contains all fragments.
   */
  static void assertRefused(Path file, Executable reading, String... fragments) {
    InputException refusal = assertThrows(InputException.class, reading);
    String message = Objects.requireNonNull(refusal.getMessage());
    assertFalse(message.contains("\n") || message.contains("\r"), message);
    assertTrue(message.startsWith(file + ": "), message);
    for (String fragment : fragments) {
      assertTrue(message.contains(fragment), () -> message + " should contain: " + fragment);
    }
  }
}
