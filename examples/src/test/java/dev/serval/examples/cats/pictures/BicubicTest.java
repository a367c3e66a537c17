// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.serval.testing.Golden;
import dev.serval.testing.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BicubicTest {

  /** Java's and Pillow's JPEG decoders differ; after the resize by this many levels at most. */
  private static final int JPEG_LEVELS = 1;

  private static final int NOISE_WIDTH = 13;
  private static final int NOISE_HEIGHT = 17;

  private static byte[] resource(String name) throws IOException {
    String path = "/resize/" + name;
    try (InputStream in =
        Objects.requireNonNull(BicubicTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 4", "13, 6", "3, 17", "40, 31", "1, 1", "12, 18"})
  void noiseIsResizedToPillowsBytes(int width, int height) throws IOException {
    byte[] expected = resource("noise_%dx%d.u8".formatted(width, height));
    byte[] actual = Bicubic.resize(resource("noise.u8"), NOISE_HEIGHT, NOISE_WIDTH, height, width);
    assertArrayEquals(expected, actual);
  }

  @Test
  void theSameSizeIsACopy() throws IOException {
    byte[] noise = resource("noise.u8");
    byte[] same = Bicubic.resize(noise, NOISE_HEIGHT, NOISE_WIDTH, NOISE_HEIGHT, NOISE_WIDTH);
    assertArrayEquals(noise, same);
    assertNotSame(noise, same);
  }

  @Test
  void oneColourStaysThatColourAtEverySize() {
    byte[] grey = new byte[7 * 9 * 3];
    Arrays.fill(grey, (byte) 201);
    for (int size = 1; size < 40; size++) {
      for (byte sample : Bicubic.resize(grey, 7, 9, size, 41 - size)) {
        assertEquals((byte) 201, sample);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat_in_iran.jpg",
        "cat_white.jpg",
        "cat_white_rgba.png",
        "lion.jpg",
        "noncat_eiffel.jpg",
        "noncat_gargouille.jpg",
        "noncat_la_defense.jpg"
      })
  void photosAreResizedAsPillowDoes(String name) throws IOException {
    JsonObject image =
        Golden.file(Shared.path("golden/images.json"))
            .getAsJsonObject("images")
            .getAsJsonObject(name);
    int offset =
        image.getAsJsonObject("resized").getAsJsonObject("BICUBIC").get("offset").getAsInt();
    byte[] blob = Files.readAllBytes(Shared.path("golden/images64.u8"));

    PictureFile photo = PictureFile.read(Shared.path("data/images/" + name));
    assertEquals(image.get("width").getAsInt(), photo.width());
    assertEquals(image.get("height").getAsInt(), photo.height());
    byte[] actual = photo.resized(64, 64);
    assertEquals(64 * 64 * 3, actual.length);
    int tolerance = name.endsWith(".png") ? 0 : JPEG_LEVELS;
    for (int i = 0; i < actual.length; i++) {
      int difference = Math.abs((actual[i] & 0xFF) - (blob[offset + i] & 0xFF));
      assertTrue(difference <= tolerance, "byte " + i + " differs by " + difference);
    }
  }
}
