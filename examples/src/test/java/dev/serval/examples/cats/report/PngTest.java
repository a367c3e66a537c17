// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What we write, another program reads: the JDK's own decoder. */
class PngTest {

  private static byte[] decoded(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    byte[] rgb = new byte[image.getHeight() * image.getWidth() * 3];
    int k = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[k++] = (byte) (pixel >> 16);
        rgb[k++] = (byte) (pixel >> 8);
        rgb[k++] = (byte) pixel;
      }
    }
    return rgb;
  }

  @Test
  void everyPixelComesBack() throws IOException {
    long seed = Long.getLong("serval.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int[] size : new int[][] {{1, 1}, {1, 7}, {7, 1}, {2, 3}, {64, 64}, {33, 65}}) {
      byte[] noise = new byte[size[0] * size[1] * 3];
      random.nextBytes(noise);
      byte[] smooth = new byte[noise.length];
      for (int k = 0; k < smooth.length; k++) {
        smooth[k] = (byte) (k / 5 + random.nextInt(3));
      }
      for (byte[] rgb : new byte[][] {noise, smooth}) {
        byte[] back = decoded(Png.encode(rgb, size[0], size[1]));
        assertArrayEquals(rgb, back, "serval.seed=" + seed + " " + size[0] + "×" + size[1]);
      }
    }
  }

  @Test
  void smoothPicturesGetSmallerThanTheirPixels() {
    byte[] ramp = new byte[64 * 64 * 3];
    for (int k = 0; k < ramp.length; k++) {
      ramp[k] = (byte) (k / 3 % 64 + k / 192);
    }
    assertTrue(Png.encode(ramp, 64, 64).length < ramp.length / 20);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Png.encode(new byte[12], 2, 3));
    assertThrows(IllegalArgumentException.class, () -> Png.encode(new byte[0], 0, 3));
    assertEquals("data:image/png;base64,", Png.dataUri(new byte[3], 1, 1).substring(0, 22));
  }
}
