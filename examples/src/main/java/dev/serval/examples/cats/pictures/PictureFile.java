// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One photo, decoded and upright: JPEG, PNG, GIF (first frame), BMP or WebP (first frame), as
 * {@code ImageOps.exif_transpose(Image.open(f)).convert("RGB")} gives it in Pillow. Alpha is
 * dropped, not blended; grey is repeated three times; inks (CMYK, YCCK) become colours without a
 * profile, and a colour profile is ignored. 16-bit samples keep their high byte, those of grey too
 * (which Pillow cuts off at 255 instead, so that nearly all is white).
 *
 * @param height rows
 * @param width columns
 * @param rgb height·width·3 bytes, row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between methods, never compared
record PictureFile(int height, int width, byte[] rgb) {

  /**
   * Largest file read: no photo of {@link Decoder#MAX_PIXELS} of these formats is bigger, and it is
   * held in memory.
   */
  static final long MAX_FILE_BYTES = 512L << 20;

  /**
   * Reads a photo.
   *
   * @param file where it is
   * @throws InputException if it cannot be read as a picture, or has more than {@link
   *     Decoder#MAX_PIXELS}
   */
  static PictureFile read(Path file) {
    Foreign.refuseUnlessRegularFile(file, "a picture");
    try {
      byte[] bytes = bytes(file);
      PictureFile picture = Decoder.decode(file, bytes);
      return picture.turned(Exif.orientation(bytes));
    } catch (IOException e) {
      throw Decoder.unreadable(file, e);
    } catch (OutOfMemoryError e) {
      throw InputException.of(
          file,
          "the picture needs more memory than Java has; make it smaller, or give Java more with"
              + " JAVA_TOOL_OPTIONS=-Xmx...",
          e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Foreign.HEAD_BYTES);
      Foreign.refuseKnownStrangers(file, head, "picture");
      Foreign.refuseOtherPictures(file, head);
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw InputException.of(
            file,
            "the file is larger than %d MB; give a smaller picture"
                .formatted(MAX_FILE_BYTES >> 20));
      }
    }
    return Files.readAllBytes(file);
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

  /**
   * Returns the picture as it was meant to be seen.
   *
   * @param orientation of EXIF, 1 to 8: where the first stored row and column belong
   */
  PictureFile turned(int orientation) {
    if (orientation == Exif.UPRIGHT) {
      return this;
    }
    // Stored (row, column) of what is shown at (y, x):
    //   2 (y, −x)   3 (−y, −x)   4 (−y, x)   5 (x, y)   6 (−x, y)   7 (−x, −y)   8 (x, −y)
    boolean swapped = orientation >= 5;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    int rows = swapped ? width : height;
    int columns = swapped ? height : width;
    byte[] shown = new byte[rgb.length];
    int at = 0;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int row = swapped ? x : y;
        int column = swapped ? y : x;
        int from =
            (fromBottom ? height - 1 - row : row) * width
                + (fromRight ? width - 1 - column : column);
        for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
          shown[at++] = rgb[from * Pictures.CHANNELS + channel];
        }
      }
    }
    return new PictureFile(rows, columns, shown);
  }
}
