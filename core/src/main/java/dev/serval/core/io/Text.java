// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** What text can be stored: well-formed Unicode, as UTF-8. */
final class Text {

  private static final int CHUNK_CHARS = 1024;

  private Text() {}

  /** Refuses text with a lone surrogate, which has no UTF-8. */
  static void check(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      // A pair is one code point above the surrogates; a lone one stays what it is.
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            what
                + " "
                + OneLine.quoted(text)
                + " has a lone surrogate; it cannot be stored as UTF-8");
      }
      i += Character.charCount(codePoint) - 1;
    }
  }

  /** Returns the index of the first byte that is not part of well-formed UTF-8, or −1. */
  static int firstMalformed(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK_CHARS);
    while (true) {
      CoderResult result = decoder.decode(in, out.clear(), true);
      if (result.isError()) {
        return in.position();
      }
      if (result.isUnderflow()) {
        return -1;
      }
    }
  }

  /** Decodes well-formed UTF-8 in an array's buffer. */
  static String decode(ByteBuffer utf8) {
    return new String(
        utf8.array(),
        utf8.arrayOffset() + utf8.position(),
        utf8.remaining(),
        StandardCharsets.UTF_8);
  }

  /** Decodes the beginning of well-formed UTF-8, enough for {@link OneLine#quoted} to cut it. */
  static String decodeStart(ByteBuffer utf8) {
    int bytes = Math.min(utf8.remaining(), 4 * (OneLine.MAX_QUOTED + 1));
    return decode(utf8.duplicate().limit(utf8.position() + bytes));
  }
}
