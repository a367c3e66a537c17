// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a folder with one folder of photos per class, {@code cat/} and {@code non-cat/}, into
 * {@link Pictures}. The class named cat or cats is label 1; for other pairs of names the caller
 * says which. Pictures are ordered by class folder, then by file name, both by code unit, so an
 * index means the same picture everywhere.
 */
public final class PictureFolder {

  /** Folder names that mean "whatever is not a cat"; other names are classes of their own. */
  private static final Set<String> NOT_CATS =
      Set.of("non-cat", "non-cats", "noncat", "noncats", "non_cat", "not-cat", "other", "others");

  private static final Set<String> CATS = Set.of("cat", "cats");

  /** What file managers leave behind. Everything else in a class folder must be a picture. */
  private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini");

  private PictureFolder() {}

  /**
   * Reads all pictures of a folder.
   *
   * @param folder holds exactly two folders, one per class
   * @param positive the name of the folder whose pictures get label 1, if the caller says so
   * @param height rows to resize to
   * @param width columns to resize to
   * @throws InputException if the folder is not laid out so, or a picture cannot be read
   */
  public static Pictures read(Path folder, Optional<String> positive, int height, int width) {
    List<Path> classFolders = classFolders(folder);
    Path cats = positiveFolder(folder, classFolders, positive);
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path classFolder : classFolders) {
      List<Path> pictures = list(classFolder, false);
      if (pictures.isEmpty()) {
        throw InputException.of(
            classFolder,
            "the folder is empty; put JPEG, PNG, GIF or BMP pictures of its class there");
      }
      for (Path picture : pictures) {
        files.add(picture);
        labels.add(classFolder.equals(cats) ? 1 : 0);
      }
    }
    int features = height * width * Pictures.CHANNELS;
    if ((long) files.size() * features > Hdf5Pictures.MAX_PIXEL_BYTES) {
      throw InputException.of(
          folder,
          "%d pictures of %d×%d make more than %d MB; use fewer or smaller ones"
              .formatted(files.size(), width, height, Hdf5Pictures.MAX_PIXEL_BYTES >> 20));
    }
    byte[] pixels = new byte[files.size() * features];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      byte[] resized = PictureFile.read(files.get(i)).resized(height, width);
      System.arraycopy(resized, 0, pixels, i * features, features);
      names.add(files.get(i).toString());
    }
    return new Pictures(
        height,
        width,
        pixels,
        labels.stream().mapToInt(Integer::intValue).toArray(),
        classNames(classFolders, cats),
        names);
  }

  /**
   * Reads photos that have no label, for prediction.
   *
   * @param file the photo
   * @param height rows to resize to
   * @param width columns to resize to
   * @return height·width·3 bytes, row by row
   * @throws InputException if it cannot be read as a picture
   */
  public static byte[] readOne(Path file, int height, int width) {
    return PictureFile.read(file).resized(height, width);
  }

  private static List<Path> classFolders(Path folder) {
    if (!Files.exists(folder)) {
      throw InputException.of(folder, "no such folder; check the path");
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.of(folder, "is not a folder; give one that holds cat/ and non-cat/");
    }
    List<Path> folders = list(folder, true);
    if (folders.size() != 2) {
      String found = folders.isEmpty() ? "none" : String.join(", ", names(folders));
      throw InputException.of(
          folder, "must hold exactly two folders of pictures, cat/ and non-cat/; found " + found);
    }
    return folders;
  }

  private static Path positiveFolder(Path folder, List<Path> two, Optional<String> positive) {
    if (positive.isPresent()) {
      String name = positive.get();
      return two.stream()
          .filter(path -> name(path).equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  InputException.of(
                      folder,
                      "holds no folder %s for --positive; it holds %s"
                          .formatted(name, String.join(" and ", names(two)))));
    }
    List<Path> cats = two.stream().filter(path -> CATS.contains(lower(path))).toList();
    if (cats.size() != 1) {
      throw InputException.of(
          folder,
          "holds %s; say which one is label 1 with --positive NAME"
              .formatted(String.join(" and ", names(two))));
    }
    return cats.get(0);
  }

  private static List<String> classNames(List<Path> two, Path positive) {
    Path negative = two.get(0).equals(positive) ? two.get(1) : two.get(0);
    if (CATS.contains(lower(positive)) && NOT_CATS.contains(lower(negative))) {
      return Pictures.CAT_CLASSES;
    }
    return List.of(name(negative), name(positive));
  }

  /** Lists folders or files, without the hidden ones, sorted by name. */
  private static List<Path> list(Path folder, boolean folders) {
    List<Path> result = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        boolean hidden = name(entry).startsWith(".") || LITTER.contains(lower(entry));
        if (!hidden && (!folders || Files.isDirectory(entry))) {
          result.add(entry);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw InputException.of(folder, "could not be listed (" + e.getMessage() + ")", e);
    }
    result.sort(Comparator.comparing(PictureFolder::name));
    return result;
  }

  private static List<String> names(List<Path> paths) {
    return paths.stream().map(path -> name(path) + "/").toList();
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  private static String lower(Path path) {
    return name(path).toLowerCase(Locale.ROOT);
  }
}
