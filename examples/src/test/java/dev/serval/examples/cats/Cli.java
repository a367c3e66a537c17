// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a call of the command line did.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Cli(int status, String out, String err) {

  /** Runs a command line in this process. */
  static Cli run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int status =
        Cats.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Cli(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Fails unless all went well. */
  Cli assertDone() {
    assertEquals(0, status, this::toString);
    return this;
  }

  /** Fails unless the input was refused: exit 1, no output, one line that contains the fragment. */
  void assertRefused(String fragment) {
    assertComplaint(1, fragment);
  }

  /** Fails unless the usage was wrong: exit 2, no output, one line that points to the help. */
  void assertWrongUsage(String fragment) {
    assertComplaint(2, fragment);
    assertTrue(err.strip().endsWith("--help"), err);
  }

  private void assertComplaint(int expected, String fragment) {
    assertEquals(expected, status, this::toString);
    assertEquals("", out);
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("cats"), err);
    assertTrue(err.contains(fragment), () -> err + " should contain: " + fragment);
    assertFalse(err.contains("internal error"), err);
    assertFalse(err.contains("Exception"), err);
  }
}
