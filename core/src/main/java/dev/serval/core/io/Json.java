// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

/** Text as a string of JSON (RFC 8259), for whoever writes some by hand. */
public final class Json {

  private Json() {}

  /**
   * Returns text between quotation marks: marks and backslashes after a backslash, control
   * characters below U+0020 by their number, all else as it is.
   */
  public static String quoted(String text) {
    return quoted(text, false);
  }

  /**
   * Returns the same string for a reader that may be a terminal: U+007F to U+009F, which some obey,
   * by their number too.
   */
  public static String quotedForTerminal(String text) {
    return quoted(text, true);
  }

  private static String quoted(String text, boolean forTerminal) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (forTerminal && Character.isISOControl(c))) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
