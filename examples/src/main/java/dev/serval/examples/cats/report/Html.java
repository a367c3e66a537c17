// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTML under construction: markup is taken as it is, text is escaped. */
public final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Makes an empty page. */
  public Html() {}

  /**
   * Appends markup.
   *
   * @param html trusted: no part of it may come from outside
   */
  public Html markup(String html) {
    out.append(html);
    return this;
  }

  /**
   * Appends text, escaped.
   *
   * @param text anything
   */
  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /**
   * Appends formatted text, escaped; numbers as in English.
   *
   * @param format as for {@link String#format}
   * @param arguments anything
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  public Html formatted(String format, Object... arguments) {
    return text(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /**
   * Returns text that HTML shows as it is, in content and in quoted attributes. Control characters
   * and those that turn the direction of writing, by which a file's name could pretend to be
   * another, become U+FFFD.
   *
   * @param text anything
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(isInvisible(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  private static boolean isInvisible(char c) {
    return Character.isISOControl(c)
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /**
   * Reads a text that lies beside a class.
   *
   * @param owner the class
   * @param name the file
   */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing in this build: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
