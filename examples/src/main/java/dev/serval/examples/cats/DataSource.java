// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.drawings.Drawings;
import dev.serval.examples.cats.pictures.Hdf5Pictures;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what the command line says about data into pictures. */
final class DataSource {

  private DataSource() {}

  /**
   * Pictures to train on and pictures to test on.
   *
   * @param train what the network sees
   * @param test what it is asked about, of the same size and classes
   */
  record Split(Pictures train, Pictures test) {}

  /**
   * Where the two parts of a data folder lie.
   *
   * @param train a file or folder
   * @param test a file or folder
   */
  record Parts(Path train, Path test) {}

  /** Returns the built-in drawings. */
  static Split drawings() {
    return new Split(Drawings.train(), Drawings.test());
  }

  /**
   * Finds {@code train*.h5} and {@code test*.h5}, or {@code train/} and {@code test/}, in a folder.
   *
   * @param folder what {@code --data} says
   */
  static Parts parts(Path folder) {
    requireFolder(folder);
    List<Path> train = matches(folder, Hdf5Pictures.Role.TRAIN);
    List<Path> test = matches(folder, Hdf5Pictures.Role.TEST);
    boolean files = !train.isEmpty() || !test.isEmpty();
    Path trainFolder = folder.resolve("train");
    Path testFolder = folder.resolve("test");
    boolean folders = Files.isDirectory(trainFolder) && Files.isDirectory(testFolder);
    if (files && folders) {
      throw InputException.of(
          folder, "holds both .h5 files and train/ and test/; say which with --train and --test");
    }
    if (folders) {
      return new Parts(trainFolder, testFolder);
    }
    if (train.isEmpty() || test.isEmpty()) {
      throw InputException.of(
          folder,
          "must hold train*.h5 and test*.h5, or train/ and test/ with cat/ and non-cat/ in each");
    }
    return new Parts(single(folder, train), single(folder, test));
  }

  /**
   * Reads both parts; the test pictures get the training pictures' size.
   *
   * @param parts where they are
   * @param positive what {@code --positive} says
   */
  static Split read(Parts parts, Optional<String> positive) {
    Pictures train =
        Files.isDirectory(parts.train())
            ? PictureFolder.read(parts.train(), positive, Drawings.SIZE, Drawings.SIZE)
            : Hdf5Pictures.read(parts.train(), Hdf5Pictures.Role.TRAIN);
    Pictures test =
        read(
            parts.test(),
            Hdf5Pictures.Role.TEST,
            positive,
            new Expected(train.height(), train.width(), train.classes(), "the training pictures'"));
    return new Split(train, test);
  }

  /**
   * What pictures must be like to go with others, or with a model.
   *
   * @param height rows
   * @param width columns
   * @param classes the names of label 0 and 1
   * @param whose who has these, for the message: "the model's"
   */
  record Expected(int height, int width, List<String> classes, String whose) {}

  /**
   * Reads a file or folder of labelled pictures.
   *
   * @param path an HDF5 file, or a folder with a folder per class
   * @param role the keys preferred in an HDF5 file
   * @param positive what {@code --positive} says
   * @param expected photos are resized to it; a file must have it
   */
  static Pictures read(
      Path path, Hdf5Pictures.Role role, Optional<String> positive, Expected expected) {
    Pictures pictures =
        Files.isDirectory(path)
            ? PictureFolder.read(path, positive, expected.height(), expected.width())
            : Hdf5Pictures.read(path, role);
    if (pictures.height() != expected.height() || pictures.width() != expected.width()) {
      throw InputException.of(
          path,
          "its pictures are %d×%d and %s %d×%d; use pictures of one size"
              .formatted(
                  pictures.width(),
                  pictures.height(),
                  expected.whose(),
                  expected.width(),
                  expected.height()));
    }
    if (!pictures.classes().equals(expected.classes())) {
      throw InputException.of(
          path,
          "its classes are %s and %s %s; label 0 and label 1 must mean the same in both"
              .formatted(
                  String.join(", ", pictures.classes()),
                  expected.whose(),
                  String.join(", ", expected.classes())));
    }
    return pictures;
  }

  private static void requireFolder(Path folder) {
    if (!Files.exists(folder)) {
      throw InputException.of(folder, "no such folder; check the path given to --data");
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.of(
          folder, "is a file; --data takes a folder, single files go to --train and --test");
    }
  }

  private static List<Path> matches(Path folder, Hdf5Pictures.Role role) {
    String prefix = role == Hdf5Pictures.Role.TRAIN ? "train" : "test";
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, prefix + "*.{h5,hdf5}")) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw InputException.of(folder, "could not be listed (" + e.getMessage() + ")", e);
    }
    found.sort(null);
    return found;
  }

  private static Path single(Path folder, List<Path> files) {
    if (files.size() > 1) {
      List<String> names = files.stream().map(file -> String.valueOf(file.getFileName())).toList();
      throw InputException.of(
          folder,
          "holds %s; say which with --train and --test".formatted(String.join(" and ", names)));
    }
    return files.get(0);
  }
}
