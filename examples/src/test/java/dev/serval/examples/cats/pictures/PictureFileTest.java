// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static dev.serval.examples.cats.pictures.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

  /** Where a PNG says its bits per sample; the kind of its colours comes next. */
  private static final int PNG_BITS = 24;

  @TempDir Path folder;

  private Path save(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format, file.toFile()), name);
    return file;
  }

  private static byte[] rgb(int... samples) {
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.bmp", "a.gif"})
  void losslessFormatsGiveTheirPixels(String name) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xFF0000);
    image.setRGB(1, 0, 0x3366CC);
    PictureFile picture = PictureFile.read(save(image, name));
    assertEquals(1, picture.height());
    assertEquals(2, picture.width());
    assertArrayEquals(rgb(0xFF, 0, 0, 0x33, 0x66, 0xCC), picture.rgb());
  }

  @Test
  void alphaIsDroppedNotBlended() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00C86432);
    image.setRGB(1, 0, 0x80C86432);
    PictureFile picture = PictureFile.read(save(image, "alpha.png"));
    assertArrayEquals(rgb(200, 100, 50, 200, 100, 50), picture.rgb());
  }

  @Test
  void greyIsRepeatedNotBrightened() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    image.getRaster().setSample(1, 0, 0, 7);
    byte[] expected = rgb(100, 100, 100, 7, 7, 7);
    assertArrayEquals(expected, PictureFile.read(save(image, "grey.png")).rgb());
    // A JPEG of one grey block is exact up to the quantisation of its mean.
    BufferedImage block = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    block.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100));
    for (byte sample : PictureFile.read(save(block, "grey.jpg")).rgb()) {
      assertEquals(100, sample, 2);
    }
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void sixteenBitSamplesKeepTheirHighByte() throws IOException {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {0x12FF, 0x8000, 0xFFFF});
    Path file = save(new BufferedImage(model, raster, false, null), "deep.png");
    assertArrayEquals(rgb(0x12, 0x80, 0xFF), PictureFile.read(file).rgb());
  }

  /** Pillow is no judge of these: it cuts 16-bit grey off at 255. */
  @Test
  void sixteenBitGreyKeepsItsHighByteToo() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0x12FF, 0x8000, 0xFFFF});
    Path file = save(image, "deep-grey.png");
    assertEquals(16, Files.readAllBytes(file)[PNG_BITS], "bits per sample");
    assertEquals(0, Files.readAllBytes(file)[PNG_BITS + 1], "grey");
    assertArrayEquals(
        rgb(0x12, 0x12, 0x12, 0x80, 0x80, 0x80, 0xFF, 0xFF, 0xFF), PictureFile.read(file).rgb());
  }

  @Test
  void strangersAreNamed() throws IOException {
    refused("", "is empty");
    refused("<!DOCTYPE html>", "is a web page, not the picture");
    refused("version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer");
    refused(
        "\u0000\u0000\u0001\u0001\u0000",
        "not a JPEG, PNG, GIF, BMP or WebP picture"); // a WBMP of 1×1
    refused("no picture at all", "not a JPEG, PNG, GIF, BMP or WebP picture");
    refused("\u0000\u0000\u0000\u0018ftypheic....", "is a HEIC picture", "save it as JPEG");
    refused("\u0000\u0000\u0000\u0018ftypavif....", "is a AVIF picture", "save it as JPEG");
    refused("II*\u0000....", "is a TIFF picture", "save it as JPEG");
    InputException nameless =
        assertThrows(InputException.class, () -> PictureFile.read(Path.of("")));
    assertEquals("\"\": an empty name; give a picture", nameless.getMessage());
    Path missing = folder.resolve("missing.png");
    assertRefused(missing, () -> PictureFile.read(missing), "no such file");
    assertRefused(folder, () -> PictureFile.read(folder), "is a folder");
  }

  private void refused(String content, String... fragments) throws IOException {
    Path file = folder.resolve("strange.png");
    Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    assertRefused(file, () -> PictureFile.read(file), fragments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut.png", "cut.jpg", "cut.gif", "cut.bmp"})
  void truncatedPicturesAreRefusedOrReadNeverThrownAt(String name) throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400; i++) {
      image.setRGB(i % 20, i / 20, i * 0x010305);
    }
    byte[] whole = Files.readAllBytes(save(image, name));
    Path file = folder.resolve(name);
    int refused = 0;
    for (int length = 1; length < whole.length; length += length < 60 ? 1 : 9) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        PictureFile.read(file);
      } catch (InputException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 20, "only " + refused + " refused");
    for (int percent : new int[] {50, 90}) {
      Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
      assertRefused(file, () -> PictureFile.read(file), "the picture");
    }
  }

  @Test
  void tooManyPixelsAreRefusedFromTheHeader() throws IOException {
    Path atLimit = png(8946, 10002); // just below
    assertRefused(atLimit, () -> PictureFile.read(atLimit), "could not be decoded");
    Path aboveLimit = png(8947, 10002);
    assertRefused(
        aboveLimit,
        () -> PictureFile.read(aboveLimit),
        "the picture is 8947×10002, more than 89 megapixels");
    Path bomb = png(60_000, 60_000);
    assertRefused(bomb, () -> PictureFile.read(bomb), "60000×60000", "more than 89 megapixels");
    byte[] screen = {'G', 'I', 'F', '8', '9', 'a', -1, -1, -1, -1, 0, 0, 0, ',', 0, 0, 0, 0, 1, 0};
    byte[] gif = Arrays.copyOf(screen, 40);
    gif[20] = 1;
    Path wide = Files.write(folder.resolve("screen.gif"), gif);
    assertRefused(wide, () -> PictureFile.read(wide), "screen is more than 89 megapixels");
  }

  /** Writes the header of a PNG, and no pixels. */
  private Path png(int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(chunk);
    fields.writeBytes("IHDR");
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) crc.getValue());
    out.writeInt(4);
    out.writeBytes("IDAT");
    return Files.write(folder.resolve(width + "x" + height + ".png"), bytes.toByteArray());
  }
}
