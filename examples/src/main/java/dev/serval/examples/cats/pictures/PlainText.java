// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

/** Text of others, from files and their names, made fit for one line of a terminal. */
public final class PlainText {

  private PlainText() {}

  /**
   * Returns a text with every run of control and format characters and line breaks replaced by a
   * space: a terminal obeys some of them, the eight-bit ones too.
   *
   * @param text anything
   */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
  }
}
