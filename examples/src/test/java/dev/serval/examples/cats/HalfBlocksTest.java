// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalfBlocksTest {

  @Test
  void twoRowsShareALine() {
    byte[] rgb = {(byte) 255, 0, 0, 0, (byte) 128, 0, 0, 0, 64, 1, 2, 3};
    assertEquals(
        List.of(
            "\u001B[38;2;255;0;0m\u001B[48;2;0;0;64m\u2580"
                + "\u001B[38;2;0;128;0m\u001B[48;2;1;2;3m\u2580\u001B[0m"),
        HalfBlocks.lines(rgb, 2));
  }

  @Test
  void coloursAreShownOnlyWhereTheTerminalSaysSo() {
    assertTrue(Terminal.hasColours(Map.of("COLORTERM", "truecolor")));
    assertTrue(Terminal.hasColours(Map.of("COLORTERM", "24bit", "NO_COLOR", "")));
    assertFalse(Terminal.hasColours(Map.of("COLORTERM", "truecolor", "NO_COLOR", "1")));
    assertFalse(Terminal.hasColours(Map.of("TERM", "xterm")));
  }
}
