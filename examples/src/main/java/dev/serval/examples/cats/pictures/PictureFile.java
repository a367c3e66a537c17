// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One photo, decoded: JPEG, PNG, GIF (first frame) or BMP, as {@code Image.open(f).convert("RGB")}
 * gives it. Alpha is dropped, not blended; grey is repeated three times; a colour profile is
 * ignored; 16-bit samples keep their high byte.
 *
 * @param height rows
 * @param width columns
 * @param rgb height·width·3 bytes, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two methods, never compared
record PictureFile(int height, int width, byte[] rgb) {

  /** Largest width·height decoded; read from the header before anything is allocated. */
  static final long MAX_PIXELS = 40_000_000;

  /**
   * Largest file read: no 40-megapixel photo of these formats is bigger, and it is held in memory.
   */
  static final long MAX_FILE_BYTES = 512L << 20;

  private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif", "bmp");

  /**
   * Reads a photo.
   *
   * @param file where it is
   * @throws InputException if it cannot be read as a picture, or has more than {@link #MAX_PIXELS}
   */
  static PictureFile read(Path file) {
    Foreign.refuseUnlessRegularFile(file, "a picture");
    try (java.io.InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw InputException.of(
            file,
            "the file is larger than %d MB; give a smaller picture"
                .formatted(MAX_FILE_BYTES >> 20));
      }
      byte[] head = in.readNBytes(Foreign.HEAD_BYTES);
      Foreign.refuseKnownStrangers(file, head, "picture");
      try (java.io.InputStream all = Files.newInputStream(file);
          ImageInputStream stream = new MemoryCacheImageInputStream(all)) {
        return decode(file, stream);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Resizes to the network's picture, squashing if the proportions differ, as the notebook does.
   *
   * @param newHeight rows wanted
   * @param newWidth columns wanted
   */
  byte[] resized(int newHeight, int newWidth) {
    return Bicubic.resize(rgb, height, width, newHeight, newWidth);
  }

  private static PictureFile decode(Path file, ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw notAPicture(file);
    }
    ImageReader reader = readers.next();
    try {
      // The JDK reads more; WBMP, for one, is recognised in any file that begins with two zeros.
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (!FORMATS.contains(format)) {
        throw notAPicture(file);
      }
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width < 1 || height < 1) {
        throw InputException.of(
            file, "the picture is %d×%d; it is damaged".formatted(width, height));
      }
      if ((long) width * height > MAX_PIXELS) {
        throw InputException.of(
            file,
            "the picture is %d×%d, more than %d megapixels; make it smaller"
                .formatted(width, height, MAX_PIXELS / 1_000_000));
      }
      // The JPEG reader fills what a truncated file lacks with grey and only warns.
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage image = reader.read(0);
      if (warnings.stream().anyMatch(warning -> warning.contains("Truncated File"))) {
        throw InputException.of(file, "the picture is truncated; copy or download it again");
      }
      if (image == null) {
        throw InputException.of(file, "the picture could not be decoded; it is damaged");
      }
      if (format.equals("jpeg") && image.getRaster().getNumBands() > Pictures.CHANNELS) {
        // The JDK takes the four inks of a CMYK JPEG for red, green, blue and alpha.
        throw InputException.of(file, "is a CMYK JPEG; save it as RGB");
      }
      return new PictureFile(image.getHeight(), image.getWidth(), rgb(image));
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers throw all kinds of unchecked exceptions at damaged files.
      throw unreadable(file, e);
    } finally {
      reader.dispose();
    }
  }

  private static InputException notAPicture(Path file) {
    return InputException.of(
        file, "not a JPEG, PNG, GIF or BMP picture; convert it or leave it out");
  }

  private static InputException unreadable(Path file, Exception e) {
    String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String advice = "it is damaged or of an unsupported kind; replace it or leave it out";
    return InputException.of(
        file, "the picture could not be decoded (%s): %s".formatted(detail, advice), e);
  }

  /**
   * Returns the stored samples, without colour management: {@code getRGB} would brighten grey (Java
   * takes grey for linear light) and follow a JPEG's colour profile, and Pillow does neither.
   */
  private static byte[] rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] rgb = new byte[height * width * 3];
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int type = raster.getTransferType();
    boolean plain =
        model instanceof ComponentColorModel
            && !model.isAlphaPremultiplied()
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    if (!plain) {
      int[] line = new int[width];
      for (int y = 0, at = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, line, 0, width);
        for (int argb : line) {
          rgb[at++] = (byte) (argb >> 16);
          rgb[at++] = (byte) (argb >> 8);
          rgb[at++] = (byte) argb;
        }
      }
      return rgb;
    }
    int bands = raster.getNumBands();
    boolean grey = model.getNumColorComponents() == 1;
    int shift = type == DataBuffer.TYPE_USHORT ? 8 : 0;
    int[] line = new int[width * bands];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, line);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgb[at++] = (byte) (line[x * bands + (grey ? 0 : channel)] >> shift);
        }
      }
    }
    return rgb;
  }
}
