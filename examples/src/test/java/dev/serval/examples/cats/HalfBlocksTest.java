// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.report.Png;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfBlocksTest {

  /** Two pixels of the colour 1, 2, 3, one above the other. */
  private static final String CELL = "\u001B[38;2;1;2;3m\u001B[48;2;1;2;3m\u2580";

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

  @Test
  void predictShowsPhotosToAColourTerminalAndNeverToAPipe(@TempDir Path folder) throws IOException {
    byte[] pixels = new byte[8 * 8 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 3 + 1);
    }
    Path photo = Files.write(folder.resolve("photo.png"), Png.encode(pixels, 8, 8));
    Path model = folder.resolve("m.safetensors");
    Network network =
        Network.initialize(Topology.of(12, 1), Initializer.SCALED, 1, ElementType.FLOAT64);
    new CatModel(network, 2, 2, Pictures.CAT_CLASSES, Map.of()).write(model);
    String[] predict = {"predict", "--model", model.toString(), photo.toString()};
    List<String> pipe = predict(false, predict);
    assertEquals(1, pipe.size(), pipe.toString());
    assertTrue(pipe.get(0).startsWith(photo + "  "), pipe.toString());
    List<String> terminal = predict(true, predict);
    assertEquals(17, terminal.size(), terminal.toString());
    for (String line : terminal.subList(0, 16)) {
      assertEquals(CELL.repeat(32) + "\u001B[0m", line);
    }
    assertEquals(pipe, terminal.subList(16, 17));
    String[] quiet = {"predict", "--quiet", "--model", model.toString(), photo.toString()};
    assertEquals(pipe, predict(true, quiet));
  }

  /** Returns the lines that predict prints to a colour terminal, or to a pipe. */
  private static List<String> predict(boolean terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    assertEquals(0, Cats.run(args, new Terminal(results, log, terminal, terminal)));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
