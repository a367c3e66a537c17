// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.util.Arrays;

/**
 * The first frame of a GIF on its screen. A frame may cover a part of the screen only, which
 * ImageIO leaves to its callers, and a cut one is read without complaint. Layout from the GIF89a
 * specification.
 */
final class Gif {

  private static final int HEADER_BYTES = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int DESCRIPTOR_BYTES = 10;

  private final byte[] file;
  private int position;
  private int transparent = -1;

  /** First entry of the palette in use, in the file; −1 if there is none. */
  private int palette = -1;

  private int entries;

  private Gif(byte[] file) {
    this.file = file;
  }

  /**
   * Puts the first frame where it belongs. Around it Pillow shows the transparent colour, or else
   * the palette's first.
   *
   * @param bytes the file
   * @param frame its first frame, decoded
   * @return the screen, or the frame itself if it covers the screen
   * @throws TruncatedException if the file ends before the frame does
   */
  static PictureFile onScreen(byte[] bytes, PictureFile frame) throws TruncatedException {
    try {
      return new Gif(bytes).place(frame);
    } catch (IndexOutOfBoundsException e) {
      throw new TruncatedException();
    }
  }

  /** The file ends before its first frame does. */
  static final class TruncatedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Returns width·height of the screen, for a look before anything is decoded; 0 if cut. */
  static long screenPixels(byte[] bytes) {
    return bytes.length < HEADER_BYTES ? 0 : (long) word(bytes, 6) * word(bytes, 8);
  }

  private PictureFile place(PictureFile frame) {
    readPalette(HEADER_BYTES, file[10]);
    position = HEADER_BYTES + 3 * entries;
    while (file[position] != IMAGE) {
      if (file[position] != EXTENSION) {
        position++; // ImageIO looks for the next block too
        continue;
      }
      if ((file[position + 1] & 0xFF) == GRAPHIC_CONTROL && (file[position + 3] & 1) == 1) {
        transparent = file[position + 6] & 0xFF;
      }
      position += 2;
      skipBlocks();
    }
    int left = word(file, position + 1);
    int top = word(file, position + 3);
    int flags = file[position + 9];
    position += DESCRIPTOR_BYTES;
    if ((flags & 0x80) != 0) {
      readPalette(position, flags);
      position += 3 * entries;
    }
    position++; // the code size
    skipBlocks();

    int width = Math.max(word(file, 6), left + frame.width());
    int height = Math.max(word(file, 8), top + frame.height());
    if (width == frame.width() && height == frame.height()) {
      return frame;
    }
    return new PictureFile(height, width, screen(frame, left, top, height, width));
  }

  private byte[] screen(PictureFile frame, int left, int top, int height, int width) {
    int rowBytes = width * Pictures.CHANNELS;
    byte[] screen = new byte[height * rowBytes];
    int colour = palette + 3 * Math.max(transparent, 0);
    if (palette >= 0 && Math.max(transparent, 0) < entries) {
      for (int i = 0; i < screen.length; i++) {
        screen[i] = file[colour + i % Pictures.CHANNELS];
      }
    } else {
      Arrays.fill(screen, (byte) 0);
    }
    int frameBytes = frame.width() * Pictures.CHANNELS;
    for (int y = 0; y < frame.height(); y++) {
      int to = (top + y) * rowBytes + left * Pictures.CHANNELS;
      System.arraycopy(frame.rgb(), y * frameBytes, screen, to, frameBytes);
    }
    return screen;
  }

  private void readPalette(int begin, int flags) {
    if ((flags & 0x80) != 0) {
      palette = begin;
      entries = 2 << (flags & 7);
    }
  }

  /** Steps over blocks that begin with their length, and the empty one that ends them. */
  private void skipBlocks() {
    int length;
    do {
      length = file[position] & 0xFF;
      position += 1 + length;
    } while (length > 0);
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }
}
