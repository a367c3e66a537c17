// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.charset.StandardCharsets;

/**
 * What the segments in front of a JPEG's samples say. Layout from ITU-T T.81, annex B; the Adobe
 * segment from Adobe's Technical Note 5116.
 *
 * @param components 1 grey, 3 colours, 4 inks; 0 if there is no frame header
 * @param adobeTransform 0 none, 1 YCbCr, 2 YCCK; −1 if no Adobe segment says
 * @param exif where the EXIF block begins; −1 if there is none
 */
record JpegHeader(int components, int adobeTransform, int exif) {

  private static final String EXIF = "Exif\0\0";
  private static final String ADOBE = "Adobe";

  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int START_OF_SCAN = 0xDA;

  /** Whether a file begins as a JPEG does. */
  static boolean isJpeg(byte[] file) {
    return file.length > 3 && at(file, 0) == 0xFF && at(file, 1) == 0xD8 && at(file, 2) == 0xFF;
  }

  /** Reads the segments up to the first scan, or as far as they make sense. */
  static JpegHeader of(byte[] file) {
    int components = 0;
    int adobe = -1;
    int exif = -1;
    int position = 2;
    while (position + 4 <= file.length && at(file, position) == 0xFF) {
      int marker = at(file, position + 1);
      if (marker == 0xFF) { // a fill byte
        position++;
        continue;
      }
      if (marker == START_OF_SCAN) {
        break;
      }
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD9)) { // these have no length
        position += 2;
        continue;
      }
      int content = position + 4;
      int next = position + 2 + (at(file, position + 2) << 8 | at(file, position + 3));
      if (next < content || next > file.length) {
        break;
      }
      if (marker == APP1 && exif < 0 && begins(file, content, next, EXIF)) {
        exif = content + EXIF.length();
      } else if (marker == APP14 && begins(file, content, next, ADOBE) && next - content >= 12) {
        adobe = at(file, content + 11);
      } else if (isFrame(marker) && next - content >= 6) {
        components = at(file, content + 5);
      }
      position = next;
    }
    return new JpegHeader(components, adobe, exif);
  }

  /** Returns whether a marker is one of the SOFs; DHT, JPG and DAC lie among them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean begins(byte[] file, int from, int to, String text) {
    return to - from >= text.length()
        && new String(file, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  private static int at(byte[] file, int position) {
    return file[position] & 0xFF;
  }
}
