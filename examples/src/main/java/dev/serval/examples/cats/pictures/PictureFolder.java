// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a folder with one folder of photos per class, {@code cat/} and {@code non-cat/}, into
 * {@link Pictures}. The class named cat or cats is label 1; for other pairs of names the caller
 * says which. Pictures may lie in folders of their class folder; they are ordered by class folder,
 * then by path, both by code unit, so an index means the same picture everywhere.
 */
public final class PictureFolder {

  /** Folder names that mean "whatever is not a cat"; other names are classes of their own. */
  private static final Set<String> NOT_CATS =
      Set.of("non-cat", "non-cats", "noncat", "noncats", "non_cat", "not-cat", "other", "others");

  private static final Set<String> CATS = Set.of("cat", "cats");

  private PictureFolder() {}

  /**
   * Reads all pictures of a folder, or refuses it if one of them is bad.
   *
   * @param folder holds exactly two folders, one per class
   * @param positive the name of the folder whose pictures get label 1, if the caller says so
   * @param height rows to resize to
   * @param width columns to resize to
   * @throws InputException if the folder is not laid out so, or a picture cannot be read
   */
  public static Pictures read(Path folder, Optional<String> positive, int height, int width) {
    return read(folder, positive, height, width, BadPictures.refused());
  }

  /**
   * Reads the pictures of a folder.
   *
   * @param folder holds exactly two folders, one per class
   * @param positive the name of the folder whose pictures get label 1, if the caller says so
   * @param height rows to resize to
   * @param width columns to resize to
   * @param bad what becomes of pictures that cannot be read
   * @throws InputException if the folder is not laid out so, or no picture of a class can be read
   */
  public static Pictures read(
      Path folder, Optional<String> positive, int height, int width, BadPictures bad) {
    List<Path> classFolders = classFolders(folder);
    Path cats = positiveFolder(folder, classFolders, positive);
    List<PhotoFiles> listings = classFolders.stream().map(PhotoFiles::in).toList();
    int files = listings.stream().mapToInt(listing -> listing.pictures().size()).sum();
    int ignored = listings.stream().mapToInt(PhotoFiles::ignored).sum();
    int features = height * width * Pictures.CHANNELS;
    if ((long) files * features > Hdf5Pictures.MAX_PIXEL_BYTES) {
      throw InputException.of(
          folder,
          "%d pictures of %d×%d make more than %d MB; use fewer or smaller ones"
              .formatted(files, width, height, Hdf5Pictures.MAX_PIXEL_BYTES >> 20));
    }
    byte[] pixels = new byte[files * features];
    int[] labels = new int[files];
    List<String> names = new ArrayList<>();
    for (int c = 0; c < classFolders.size(); c++) {
      Path classFolder = classFolders.get(c);
      List<Path> photos = listings.get(c).pictures();
      if (photos.isEmpty()) {
        throw InputException.of(
            classFolder,
            "holds no picture; put JPEG, PNG, GIF, BMP or WebP pictures of its class there");
      }
      int before = names.size();
      for (Path photo : photos) {
        try {
          byte[] resized = PictureFile.read(photo).resized(height, width);
          System.arraycopy(resized, 0, pixels, names.size() * features, features);
          labels[names.size()] = classFolder.equals(cats) ? 1 : 0;
          names.add(photo.toString());
        } catch (InputException e) {
          bad.meet(e);
        }
      }
      if (names.size() == before) {
        throw InputException.of(
            classFolder,
            "none of its %d pictures could be read; --strict says what is wrong with the first"
                .formatted(photos.size()));
      }
    }
    bad.finish(folder, names.size(), ignored);
    return new Pictures(
        height,
        width,
        Arrays.copyOf(pixels, names.size() * features),
        Arrays.copyOf(labels, names.size()),
        classNames(classFolders, cats),
        names);
  }

  /**
   * Returns whether a folder holds folders, of which each may be a class.
   *
   * @param folder any folder
   */
  public static boolean hasFolders(Path folder) {
    return !PhotoFiles.folders(folder).isEmpty();
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
    List<Path> folders = PhotoFiles.folders(folder);
    if (folders.size() != 2) {
      throw InputException.of(
          folder,
          "must hold exactly two folders of pictures, one per class, such as cat/ and non-cat/; "
              + (folders.isEmpty()
                  ? "found none"
                  : "found "
                      + String.join(", ", names(folders))
                      + (folders.size() == 1
                          ? "; add the other class, or give the folder that holds both"
                          : "; move all but two elsewhere, or into one of the two, where they count"
                              + " as its class")));
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
                      "holds no folder %s/, which is to be label 1; it holds %s: rename one, or choose by --positive"
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
