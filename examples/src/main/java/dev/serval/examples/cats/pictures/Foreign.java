// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Recognises, by their first bytes, the things that are commonly saved under another file's name.
 */
final class Foreign {

  /** As many bytes as the recognisers look at. */
  static final int HEAD_BYTES = 512;

  private static final String LFS = "version https://git-lfs.github.com/spec/";

  private Foreign() {}

  /**
   * Refuses what is not a readable, non-empty regular file.
   *
   * @param file the path the user gave
   * @param wanted what it should have been, for the message: "a picture"
   */
  static void refuseUnlessRegularFile(Path file, String wanted) {
    if (file.toString().isEmpty()) {
      throw new InputException("\"\": an empty name; give " + wanted);
    }
    if (!Files.exists(file)) {
      throw InputException.of(file, "no such file; check the path");
    }
    if (Files.isDirectory(file)) {
      throw InputException.of(file, "is a folder, not " + wanted + "; give a file");
    }
    if (!Files.isRegularFile(file)) {
      throw InputException.of(file, "is not a regular file; give " + wanted);
    }
    if (!Files.isReadable(file)) {
      throw InputException.of(file, "may not be read; check its permissions");
    }
  }

  /**
   * Refuses an empty file, a web page and a Git LFS pointer by name.
   *
   * @param file where the bytes come from
   * @param head the file's first {@link #HEAD_BYTES} bytes, or all if it is shorter
   * @param wanted what it should have been, for the message: "picture"
   */
  static void refuseKnownStrangers(Path file, byte[] head, String wanted) {
    if (head.length == 0) {
      throw InputException.of(file, "the file is empty; fetch the " + wanted + " again");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith(LFS)) {
      throw InputException.of(
          file,
          "is a Git LFS pointer, not the %s itself; run `git lfs pull` or download the real file"
              .formatted(wanted));
    }
    String start = text.replace("\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype")
        || start.startsWith("<html")
        || start.startsWith("<head")
        || start.startsWith("<?xml")
        || start.startsWith("<!--")) {
      throw InputException.of(
          file,
          "is a web page, not the %s; download the file itself (the \"raw\" link), not the page about it"
              .formatted(wanted));
    }
  }

  /**
   * Refuses, by name, pictures of formats that are common and not read here.
   *
   * @param file where the bytes come from
   * @param head the file's first bytes
   */
  static void refuseOtherPictures(Path file, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String kind = "";
    if (text.startsWith("ftyp", 4)) { // ISO base media: its brand follows
      String brand = text.length() < 12 ? "" : text.substring(8, 12);
      kind = brand.startsWith("avi") ? "AVIF" : "HEIC";
    } else if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      kind = "TIFF";
    }
    if (!kind.isEmpty()) {
      throw InputException.of(
          file, "is a %s picture, which is not read; save it as JPEG or PNG".formatted(kind));
    }
  }
}
