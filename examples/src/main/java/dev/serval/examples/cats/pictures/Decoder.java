// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes a picture's file with ImageIO. The JDK's own readers come first: of a JPEG they give the
 * samples as stored. TwelveMonkeys' plug-ins read WebP, and the JPEGs that the JDK's reader
 * refuses.
 */
final class Decoder {

  /**
   * Largest width·height decoded, of file and screen; read from the header before anything is
   * allocated. It is where Pillow begins to warn of a decompression bomb: room for a telephone's 50
   * megapixels, and 540 MB of memory at most.
   */
  static final long MAX_PIXELS = 89_478_485;

  private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp", "webp");
  private static final int INKS = 4;

  private Decoder() {}

  /**
   * Decodes a picture as it is stored: EXIF's turns are the caller's.
   *
   * @param file its name, for messages
   * @param bytes all of it
   * @throws InputException if it is not a picture that can be read
   */
  static PictureFile decode(Path file, byte[] bytes) {
    List<ImageReader> readers = readers(bytes);
    if (readers.isEmpty()) {
      throw InputException.of(
          file, "not a JPEG, PNG, GIF, BMP or WebP picture; convert it or leave it out");
    }
    Optional<Exception> first = Optional.empty();
    try {
      for (ImageReader reader : readers) {
        try {
          return decode(file, bytes, reader);
        } catch (InputException e) {
          throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
          // ImageIO's readers throw all kinds of unchecked exceptions at damaged files. If another
          // fails too, the first one's words are the user's.
          Exception problem = e instanceof Exception known ? known : new IOException(e.toString());
          first = first.isPresent() ? first : Optional.of(problem);
        }
      }
    } finally {
      readers.forEach(ImageReader::dispose);
    }
    throw unreadable(file, first.orElseThrow());
  }

  /** Returns who can read it, the JDK's readers first. */
  private static List<ImageReader> readers(byte[] bytes) {
    // Otherwise streams would be copied to files in the temporary folder.
    Iterator<ImageReader> found = ImageIO.getImageReaders(stream(bytes));
    List<ImageReader> jdk = new ArrayList<>();
    List<ImageReader> others = new ArrayList<>();
    while (found.hasNext()) {
      ImageReader reader = found.next();
      // The JDK reads more; WBMP, for one, is recognised in any file that begins with two zeros.
      if (FORMATS.contains(format(reader))) {
        (reader.getClass().getModule() == ImageIO.class.getModule() ? jdk : others).add(reader);
      }
    }
    jdk.addAll(others);
    return jdk;
  }

  private static String format(ImageReader reader) {
    try {
      return reader.getFormatName().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "";
    }
  }

  private static ImageInputStream stream(byte[] bytes) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
  }

  private static PictureFile decode(Path file, byte[] bytes, ImageReader reader)
      throws IOException {
    String format = format(reader);
    reader.setInput(stream(bytes), true, true);
    checkSize(file, reader.getWidth(0), reader.getHeight(0));
    if (format.equals("gif") && Gif.screenPixels(bytes) > MAX_PIXELS) {
      throw InputException.of(file, "the GIF's screen is " + tooLarge());
    }
    // The JPEG reader fills what a truncated file lacks with grey and only warns.
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    PictureFile picture;
    JpegHeader jpeg = JpegHeader.of(bytes);
    if (format.equals("jpeg") && jpeg.components() == INKS && reader.canReadRaster()) {
      // As an image, the JDK takes four inks for red, green, blue and alpha.
      var raster = reader.readRaster(0, null);
      byte[] rgb = Samples.rgbOfInks(raster, jpeg.adobeTransform());
      picture = new PictureFile(raster.getHeight(), raster.getWidth(), rgb);
    } else {
      BufferedImage image = reader.read(0);
      picture = new PictureFile(image.getHeight(), image.getWidth(), Samples.rgb(image));
    }
    if (warnings.stream().anyMatch(warning -> warning.contains("Truncated File"))) {
      throw truncated(file);
    }
    if (!format.equals("gif")) {
      return picture;
    }
    try {
      return Gif.onScreen(bytes, picture);
    } catch (Gif.TruncatedException e) {
      throw truncated(file);
    }
  }

  private static void checkSize(Path file, int width, int height) {
    if (width < 1 || height < 1) {
      throw InputException.of(file, "the picture is %d×%d; it is damaged".formatted(width, height));
    }
    if ((long) width * height > MAX_PIXELS) {
      throw InputException.of(file, "the picture is %d×%d, ".formatted(width, height) + tooLarge());
    }
  }

  private static String tooLarge() {
    return "more than %d megapixels; make it smaller".formatted(MAX_PIXELS / 1_000_000);
  }

  private static InputException truncated(Path file) {
    return InputException.of(file, "the picture is truncated; copy or download it again");
  }

  /** Returns the refusal of what no reader could read. */
  static InputException unreadable(Path file, Exception e) {
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String advice = "it is damaged or of an unsupported kind; replace it or leave it out";
    return InputException.of(
        file, "the picture could not be decoded (%s): %s".formatted(detail, advice), e);
  }
}
