// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a class folder and of the folders in it that are named like pictures, sorted by
 * path, by code unit. Links are followed, and no folder is entered twice: a link to a folder above
 * is no trap.
 */
final class PhotoFiles {

  /**
   * What pictures are called; the last ones are common and not read: they are named, not ignored.
   */
  private static final Set<String> SUFFIXES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "webp", //
          "heic", "heif", "avif", "tif", "tiff");

  /** What file managers leave behind. */
  private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini");

  private final List<Path> pictures = new ArrayList<>();
  private final Set<Path> entered = new HashSet<>();
  private int ignored;

  private PhotoFiles() {}

  /**
   * Lists a class folder.
   *
   * @param folder where to look
   */
  static PhotoFiles in(Path folder) {
    PhotoFiles files = new PhotoFiles();
    files.enter(folder);
    files.pictures.sort(Comparator.comparing(Path::toString));
    return files;
  }

  /** Returns the files named like pictures, sorted. */
  List<Path> pictures() {
    return pictures;
  }

  /** Returns how many other files there are. */
  int ignored() {
    return ignored;
  }

  private void enter(Path folder) {
    try {
      if (!entered.add(folder.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      throw InputException.of(folder, "could not be listed (" + e.getMessage() + ")", e);
    }
    for (Path entry : entries(folder)) {
      if (isHidden(entry)) {
        ignored++;
      } else if (Files.isDirectory(entry)) {
        enter(entry);
      } else if (isPicture(name(entry))) {
        pictures.add(entry);
      } else {
        ignored++;
      }
    }
  }

  /**
   * Returns the folders in a folder, without hidden ones, sorted by name.
   *
   * @param folder where to look, not deeper
   */
  static List<Path> folders(Path folder) {
    return entries(folder).stream()
        .filter(entry -> !isHidden(entry) && Files.isDirectory(entry))
        .toList();
  }

  private static List<Path> entries(Path folder) {
    List<Path> result = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(result::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw InputException.of(folder, "could not be listed (" + e.getMessage() + ")", e);
    }
    result.sort(Comparator.comparing(Path::toString));
    return result;
  }

  private static boolean isHidden(Path entry) {
    String name = name(entry);
    return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns whether a file is called as pictures are. */
  static boolean isPicture(String name) {
    return SUFFIXES.contains(suffix(name));
  }

  private static String suffix(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
