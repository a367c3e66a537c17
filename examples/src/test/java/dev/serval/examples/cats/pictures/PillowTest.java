// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of picture, against what Pillow sees in it: see make.py in the test resources. */
class PillowTest {

  /** The JDK and Pillow have the same libjpeg, whose integers have one answer. */
  private static final int SAME_LIBRARY_LEVELS = 0;

  /**
   * TwelveMonkeys' VP8 decoder is not exact: one colour, and grey at quality 100, come out to the
   * byte, but differences add up from block to block, down and to the right, and colour is repeated
   * over 2×2 pixels where libwebp interpolates. It averages 3.3 and 5.4 levels off on the two
   * pictures here, 3.7 on a photo of 1024×681.
   */
  private static final double WEBP_MEAN_LEVELS = 6;

  private static final int EXIF_VALUES = 8;

  @TempDir Path folder;

  private static byte[] resource(String name) throws IOException {
    String path = "/photos/" + name;
    try (InputStream in =
        Objects.requireNonNull(PillowTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }

  private PictureFile read(String name) throws IOException {
    return read(name, resource(name));
  }

  private PictureFile read(String name, byte[] bytes) throws IOException {
    return PictureFile.read(Files.write(folder.resolve(name), bytes));
  }

  private static PictureFile expected(ByteBuffer pictures) {
    int width = pictures.getShort();
    int height = pictures.getShort();
    byte[] rgb = new byte[width * height * 3];
    pictures.get(rgb);
    return new PictureFile(height, width, rgb);
  }

  private static ByteBuffer expectations(String name) throws IOException {
    return ByteBuffer.wrap(resource(name.replace('.', '_') + ".rgb"))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void assertClose(PictureFile expected, PictureFile actual, int levels) {
    assertEquals(expected.height(), actual.height());
    assertEquals(expected.width(), actual.width());
    assertTrue(
        levels(expected.rgb(), actual.rgb()) <= levels,
        () -> "differs by " + levels(expected.rgb(), actual.rgb()));
  }

  /** Returns the largest difference of two bytes. */
  private static int levels(byte[] a, byte[] b) {
    int most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
    }
    return most;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpha.webp",
        "animated.webp",
        "part.gif",
        "part_transparent.gif",
        "alpha.png",
        "grey_alpha.png",
        "palette.png",
        "bit.png",
        "grey.png",
        "exif.png",
        "exif.webp"
      })
  void whatIsStoredWithoutLossIsReadToTheByte(String name) throws IOException {
    PictureFile expected = expected(expectations(name));
    PictureFile actual = read(name);
    assertEquals(expected.height(), actual.height());
    assertEquals(expected.width(), actual.width());
    assertArrayEquals(expected.rgb(), actual.rgb());
  }

  @ParameterizedTest
  // ycck.jpg: libjpeg mixes colours in 16-bit fixed point, Samples in doubles. Two roundings of one
  // number are at most 1 apart, and black, a factor of at most 1, makes that no more.
  @CsvSource({"cmyk.jpg, 0", "ycck.jpg, 1", "grey.jpg, 0", "no_jfif.jpg, 0", "progressive.jpg, 0"})
  void whatIsStoredWithLossIsReadAsCloselyAsDecodersAgree(String name, int levels)
      throws IOException {
    PictureFile expected = expected(expectations(name));
    PictureFile actual = read(name);
    assertClose(expected, actual, levels);
  }

  /** What Pillow's conversion from inks leaves out of cmyk.jpg: it never uses black. */
  @ParameterizedTest
  @CsvSource({
    "255 255 255 255, 255 255 255", // no ink
    "255 255 255   0,   0   0   0", // black alone
    "  0   0   0 255,   0   0   0",
    "255 255 255  77,  77  77  77",
    "128   0 255 128,  64   0 128", // 128 - 127*128/255, rounded
    "200 100  50  51,  40  20  10"
  })
  void everyInkAndBlackTakeTheirShareOfTheLight(String inks, String rgb) {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 4, null);
    raster.setPixel(0, 0, numbers(inks));
    byte[] actual = Samples.rgbOfInks(raster, 0);
    int[] unsigned = {actual[0] & 0xFF, actual[1] & 0xFF, actual[2] & 0xFF};
    assertArrayEquals(numbers(rgb), unsigned);
  }

  private static int[] numbers(String text) {
    return Stream.of(text.strip().split(" +", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "lossy_alpha.webp"})
  void webpWithLossIsReadAlike(String name) throws IOException {
    PictureFile expected = expected(expectations(name));
    PictureFile actual = read(name);
    assertEquals(expected.height(), actual.height());
    assertEquals(expected.width(), actual.width());
    double sum = 0;
    for (int i = 0; i < expected.rgb().length; i++) {
      sum += Math.abs((expected.rgb()[i] & 0xFF) - (actual.rgb()[i] & 0xFF));
    }
    assertTrue(sum / expected.rgb().length < WEBP_MEAN_LEVELS, name + ": " + sum);
  }

  @Test
  void eachOfTheEightOrientationsComesOutUpright() throws IOException {
    byte[] file = resource("exif.jpg");
    int value = 9;
    while (!(file[value - 9] == 1 && file[value - 8] == 0x12 && file[value - 6] == 3)) {
      value++;
    }
    assertEquals(EXIF_VALUES, file[value]);
    ByteBuffer expected = expectations("exif.jpg");
    for (int orientation = 1; orientation <= EXIF_VALUES; orientation++) {
      file[value] = (byte) orientation;
      assertClose(expected(expected), read("turned.jpg", file), SAME_LIBRARY_LEVELS);
    }
    assertEquals(0, expected.remaining());
    for (int nonsense : new int[] {0, 9, 255}) {
      file[value] = (byte) nonsense;
      assertEquals(24, read("turned.jpg", file).width());
    }
  }

  @Test
  void damagedExifCountsAsUpright() throws IOException {
    byte[] file = resource("exif.jpg");
    int begin = JpegHeader.of(file).exif();
    for (int i = begin; i < begin + 26; i++) {
      for (int value : new int[] {0, 0x7F, 0xFF}) {
        byte[] damaged = file.clone();
        damaged[i] = (byte) value;
        int orientation = Exif.orientation(damaged);
        assertTrue(orientation == 1 || orientation == EXIF_VALUES, i + ": " + orientation);
      }
    }
    for (int length = 0; length < file.length; length++) {
      Exif.orientation(java.util.Arrays.copyOf(file, length));
    }
  }
}
