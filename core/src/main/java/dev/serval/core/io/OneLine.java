// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Puts foreign text into messages of one line: names from files, paths, reasons of the system. */
final class OneLine {

  /** Longer names are cut: a message quotes enough of a name to find it, not a page of it. */
  static final int MAX_QUOTED = 60;

  /** Longer sentences lose their middle: they end with what was expected. */
  private static final int MAX_SENTENCE = 400;

  private OneLine() {}

  /** Returns a path with line breaks and other control characters replaced. */
  static String path(Path path) {
    return printable(path.toString());
  }

  /** Returns text between quotes, cut to {@link #MAX_QUOTED} characters. */
  static String quoted(String text) {
    String shown = text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    return "\"" + printable(shown) + "\"";
  }

  /** Returns a sentence in which a file may be quoted at any length, as one that can be read. */
  static String sentence(String text) {
    int half = MAX_SENTENCE / 2;
    return printable(
        text.length() <= MAX_SENTENCE
            ? text
            : text.substring(0, half) + " … " + text.substring(text.length() - half));
  }

  /** Returns why the system refused, without the file's name. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : printable(reason);
  }

  private static String printable(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      result.append(breaks ? '\ufffd' : c);
    }
    return result.toString();
  }
}
