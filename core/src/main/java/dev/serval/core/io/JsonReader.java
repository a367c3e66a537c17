// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.ByteBuffer;

/**
 * Reads JSON step by step, as its caller expects it: there is no tree to build and nothing
 * recurses, so neither nesting nor size of a hostile text costs memory. Only what a safetensors
 * header may hold is known: objects, arrays, strings and whole numbers. Strict (RFC 8259): no
 * comments, no trailing commas, no control characters in strings, well-formed UTF-8 and surrogate
 * pairs.
 *
 * <p>Reading allocates nothing: strings are unescaped in place, where they only get shorter, and
 * are looked at there; only {@link #view} makes an object, for the caller to keep.
 */
final class JsonReader {

  private static final int END = -1;

  private final byte[] bytes;
  private int position;
  private int stringStart;
  private int stringLength;

  /** Starts at the first byte; the array is overwritten in reading. */
  JsonReader(byte[] bytes) throws MalformedException {
    this.bytes = bytes;
    int malformed = Text.firstMalformed(bytes);
    if (malformed >= 0) {
      throw new MalformedException("byte " + malformed + " of the header is not UTF-8");
    }
  }

  /** Reads the start of an object. */
  void beginObject() throws MalformedException {
    expect('{');
  }

  /** Reads the start of an array. */
  void beginArray() throws MalformedException {
    expect('[');
  }

  /**
   * Reads up to the next member of an object or element of an array, or its end.
   *
   * @param first whether nothing of it was read yet
   * @param close its closing character
   * @return false at the end, which is read
   */
  boolean next(boolean first, char close) throws MalformedException {
    int c = peek();
    if (c == close) {
      position++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  /** Reads the name of a member and the colon; the name is then the current string. */
  void name() throws MalformedException {
    string();
    expect(':');
  }

  /** Reads a string, which is then the current one. */
  void string() throws MalformedException {
    expect('"');
    int start = position;
    int to = position;
    while (true) {
      int c = unread();
      if (c == '"') {
        position++;
        stringStart = start;
        stringLength = to - start;
        return;
      }
      if (c == END || c < ' ') {
        throw unexpected("in a string", c);
      }
      position++;
      if (c == '\\') {
        to = unescape(to);
      } else {
        bytes[to++] = (byte) c;
      }
    }
  }

  /** Returns whether the current string is this one. */
  boolean is(String ascii) {
    if (stringLength != ascii.length()) {
      return false;
    }
    for (int i = 0; i < stringLength; i++) {
      if (bytes[stringStart + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the current string's UTF-8, a view that stays valid. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, stringStart, stringLength);
  }

  /**
   * Reads the rest of an escape sequence and puts its UTF-8 at {@code to}; returns the place after
   * it.
   */
  private int unescape(int to) throws MalformedException {
    int c = unread();
    int plain =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> END;
          default -> throw unexpected("after a backslash", c);
        };
    position++;
    if (plain != END) {
      bytes[to] = (byte) plain;
      return to + 1;
    }
    int escape = position;
    int codePoint = hex4();
    if (Character.isHighSurrogate((char) codePoint)
        && position + 1 < bytes.length
        && bytes[position] == '\\'
        && bytes[position + 1] == 'u') {
      position += 2;
      int low = hex4();
      if (!Character.isLowSurrogate((char) low)) {
        throw new MalformedException("byte " + escape + " of the header begins a lone surrogate");
      }
      codePoint = Character.toCodePoint((char) codePoint, (char) low);
    } else if (Character.isSurrogate((char) codePoint)) {
      throw new MalformedException("byte " + escape + " of the header begins a lone surrogate");
    }
    return encode(codePoint, to);
  }

  /** Puts the UTF-8 of a code point at {@code to}; returns the place after it. */
  private int encode(int codePoint, int to) {
    int at = to;
    if (codePoint < 0x80) {
      bytes[at++] = (byte) codePoint;
      return at;
    }
    int following = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    // The first byte begins with as many ones as there are bytes, each other one with 10.
    bytes[at++] = (byte) ((0xf80 >> following) | (codePoint >> (6 * following)));
    for (int i = following - 1; i >= 0; i--) {
      bytes[at++] = (byte) (0x80 | ((codePoint >> (6 * i)) & 0x3f));
    }
    return at;
  }

  private int hex4() throws MalformedException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int c = unread();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw unexpected("in \\u and four hexadecimal digits", c);
      }
      value = value << 4 | digit;
      position++;
    }
    return value;
  }

  /** Reads a whole number that fits in a long; a fraction or an exponent is refused. */
  long wholeNumber() throws MalformedException {
    int c = peek();
    int start = position;
    boolean negative = c == '-';
    if (negative) {
      position++;
    }
    int digits = position;
    long value = 0;
    while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
      int digit = bytes[position] - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        throw new MalformedException("the number at byte " + start + " of the header is too large");
      }
      value = 10 * value - digit; // negative, because Long.MIN_VALUE has no opposite
      position++;
    }
    c = unread();
    boolean leadingZero = position - digits > 1 && bytes[digits] == '0';
    if (position == digits || leadingZero || c == '.' || c == 'e' || c == 'E') {
      throw new MalformedException(
          "byte " + start + " of the header does not begin a whole number");
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new MalformedException("the number at byte " + start + " of the header is too large");
    }
    return negative ? value : -value;
  }

  /** Checks that only white space follows. */
  void end() throws MalformedException {
    int c = peek();
    if (c != END) {
      throw unexpected("after the end of the header's object", c);
    }
  }

  private void expect(char expected) throws MalformedException {
    int c = peek();
    if (c != expected) {
      throw unexpected("where '" + expected + "' must be", c);
    }
    position++;
  }

  private int unread() {
    return position < bytes.length ? bytes[position] & 0xff : END;
  }

  /** Skips white space and returns the byte that follows, unread. */
  private int peek() {
    while (position < bytes.length) {
      int c = bytes[position] & 0xff;
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      position++;
    }
    return END;
  }

  private MalformedException unexpected(String where, int c) {
    String what =
        c == END ? "the end" : c > ' ' && c < 0x7f ? "'" + (char) c + "'" : "0x%02x".formatted(c);
    return new MalformedException("byte " + position + " of the header has " + what + " " + where);
  }
}
