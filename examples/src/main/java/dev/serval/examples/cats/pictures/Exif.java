// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds the one EXIF field that changes what a picture shows: tag 0x0112, how the camera was held.
 * JPEG, PNG and WebP carry the same block in wrappings of their own. Whatever is damaged counts as
 * upright: the picture itself may be fine. Source: TIFF 6.0, section 2 (structure of the block);
 * EXIF 2.32 (the tag); PNG 1.5 extensions (eXIf); the WebP container specification.
 */
final class Exif {

  /** The value that asks for nothing. */
  static final int UPRIGHT = 1;

  private static final int LAST = 8;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private Exif() {}

  /**
   * Returns the orientation that a picture's file asks for, 1 to 8.
   *
   * @param file all of it
   */
  static int orientation(byte[] file) {
    try {
      int begin = find(file);
      return begin < 0 ? UPRIGHT : read(ByteBuffer.wrap(file, begin, file.length - begin).slice());
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  /** Returns where the block begins; −1 if there is none. */
  private static int find(byte[] file) {
    if (JpegHeader.isJpeg(file)) {
      return JpegHeader.of(file).exif();
    }
    if (is(file, 1, "PNG\r\n")) {
      return chunk(file, 8, ByteOrder.BIG_ENDIAN);
    }
    if (is(file, 0, "RIFF") && is(file, 8, "WEBP")) {
      int begin = chunk(file, 12, ByteOrder.LITTLE_ENDIAN);
      // Some writers put the JPEG segment's name in front here too.
      return begin >= 0 && is(file, begin, "Exif\0\0") ? begin + 6 : begin;
    }
    return -1;
  }

  /**
   * Looks through chunks. PNG: length, name, content, 4 bytes of checksum. RIFF: name, length,
   * content, padded to an even length.
   */
  private static int chunk(byte[] file, int begin, ByteOrder order) {
    boolean png = order == ByteOrder.BIG_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(file).order(order);
    long position = begin;
    while (position + 8 <= file.length) {
      int at = (int) position;
      long length = buffer.getInt(png ? at : at + 4) & 0xFFFF_FFFFL;
      if (is(file, png ? at + 4 : at, png ? "eXIf" : "EXIF")) {
        return at + 8;
      }
      position += 8 + length + (png ? 4 : length & 1);
    }
    return -1;
  }

  private static int read(ByteBuffer block) {
    boolean little = block.get(0) == 'I';
    block.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (block.get(0) != block.get(1) || block.getShort(2) != 42) {
      return UPRIGHT;
    }
    int directory = block.getInt(4);
    int entries = block.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if ((block.getShort(entry) & 0xFFFF) == ORIENTATION && block.getShort(entry + 2) == SHORT) {
        int value = block.getShort(entry + 8) & 0xFFFF;
        return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static boolean is(byte[] file, int begin, String text) {
    return file.length - begin >= text.length()
        && new String(file, begin, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }
}
