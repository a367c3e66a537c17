// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.drawings.Drawings;
import dev.serval.examples.cats.pictures.BadPictures;
import dev.serval.examples.cats.pictures.Hdf5Pictures;
import dev.serval.examples.cats.pictures.HoldOut;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what the command line says about data into pictures. What was left out, and what looks
 * wrong, is a warning in the log.
 */
final class DataSource {

  private static final System.Logger LOG = System.getLogger("dev.serval.data");

  private DataSource() {}

  /**
   * Pictures to train on and pictures to test on.
   *
   * @param train what the network sees
   * @param test what it is asked about, of the same size and classes
   */
  record Split(Pictures train, Pictures test) {}

  /**
   * Where the two parts lie.
   *
   * @param train a file or folder
   * @param test a file or folder
   * @param whole whether both are the same folder of classes, which is to be parted
   */
  record Parts(Path train, Path test, boolean whole) {

    /** Names a file or folder for each part. */
    Parts(Path train, Path test) {
      this(train, test, false);
    }
  }

  /**
   * How to read folders.
   *
   * @param positive what {@code --positive} says
   * @param strict whether one bad picture refuses its folder
   */
  record Reading(Optional<String> positive, boolean strict) {
    private BadPictures bad() {
      return strict ? BadPictures.refused() : BadPictures.skipped(DataSource::warn);
    }
  }

  /**
   * How one folder becomes two parts.
   *
   * @param share of each class to test on, above 0 and below 1
   * @param seed of which
   */
  record Parting(double share, long seed) {}

  private static void warn(String line) {
    LOG.log(System.Logger.Level.WARNING, PlainText.of(line));
  }

  /** Returns the built-in drawings. */
  static Split drawings() {
    return new Split(Drawings.train(), Drawings.test());
  }

  /**
   * Finds {@code train*.h5} and {@code test*.h5}, or {@code train/} and {@code test/}, in a folder.
   * A folder with none of them but with other folders is taken for one of classes; whether it is,
   * its reader says.
   *
   * @param folder what {@code --data} or {@code --train} says
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
    boolean half = Files.isDirectory(trainFolder) || Files.isDirectory(testFolder);
    if (!files && !half && PictureFolder.hasFolders(folder)) {
      return new Parts(folder, folder, true);
    }
    if (train.isEmpty() || test.isEmpty()) {
      throw InputException.of(
          folder,
          "must hold train*.h5 and test*.h5, or train/ and test/ with cat/ and non-cat/ in each, or"
              + " cat/ and non-cat/ alone");
    }
    return new Parts(single(folder, train), single(folder, test));
  }

  /**
   * Reads a folder with a folder per class, and puts a share of each class aside to test on.
   *
   * @param folder where
   * @param reading how
   * @param parting which
   */
  static Split readWhole(Path folder, Reading reading, Parting parting) {
    return part(
        folder,
        PictureFolder.read(folder, reading.positive(), Drawings.SIZE, Drawings.SIZE, reading.bad()),
        parting);
  }

  /**
   * Reads a folder with a folder per class for a model, and parts it as its training did.
   *
   * @param folder where
   * @param reading how
   * @param parting which
   * @param expected what the model takes
   */
  static Split readWhole(Path folder, Reading reading, Parting parting, Expected expected) {
    return part(folder, read(folder, Hdf5Pictures.Role.TEST, reading, expected), parting);
  }

  private static Split part(Path folder, Pictures all, Parting parting) {
    HoldOut parts;
    try {
      parts = new HoldOut(all.labels(), parting.share(), parting.seed());
    } catch (InputException e) {
      throw InputException.of(folder, String.valueOf(e.getMessage()), e);
    }
    Split split = new Split(all.select(parts.train()), all.select(parts.test()));
    warnOfCopies(folder, split);
    return split;
  }

  /**
   * Says how many test pictures the network will have seen: they make its accuracy look better than
   * it is.
   */
  private static void warnOfCopies(Path test, Split split) {
    int copies = split.test().countAlsoIn(split.train());
    if (copies == split.test().count()) {
      warn(
          test
              + ": all test pictures are trained on too; their accuracy says nothing about others");
    } else if (copies > 0) {
      warn(
          "%s: %d of %d test pictures are trained on too; leave them out of one"
              .formatted(test, copies, split.test().count()));
    }
  }

  /**
   * Reads both parts; the test pictures get the training pictures' size.
   *
   * @param parts where they are
   * @param reading how
   */
  static Split read(Parts parts, Reading reading) {
    if (!Files.isDirectory(parts.train()) && !Files.isDirectory(parts.test())) {
      return readFiles(parts);
    }
    Pictures train =
        Files.isDirectory(parts.train())
            ? PictureFolder.read(
                parts.train(), reading.positive(), Drawings.SIZE, Drawings.SIZE, reading.bad())
            : Hdf5Pictures.read(parts.train(), Hdf5Pictures.Role.TRAIN);
    Pictures test = read(parts.test(), Hdf5Pictures.Role.TEST, reading, expected(train));
    Split split = new Split(train, test);
    warnOfCopies(parts.test(), split);
    return split;
  }

  /** Reads two files, the second beside the first; what is wrong with the first is said first. */
  private static Split readFiles(Parts parts) {
    Beside<Pictures> other =
        Beside.start(
            "test-pictures",
            () -> {
              requireName(parts.test());
              return Hdf5Pictures.read(parts.test(), Hdf5Pictures.Role.TEST);
            });
    Pictures train = Hdf5Pictures.read(parts.train(), Hdf5Pictures.Role.TRAIN);
    Pictures test = other.get();
    expected(train).check(parts.test(), test);
    Split split = new Split(train, test);
    warnOfCopies(parts.test(), split);
    return split;
  }

  private static Expected expected(Pictures train) {
    return new Expected(train.height(), train.width(), train.classes(), "the training pictures'");
  }

  /**
   * Reads both parts for a model.
   *
   * @param parts where they are
   * @param reading how
   * @param expected what the model takes
   */
  static Split read(Parts parts, Reading reading, Expected expected) {
    Split split =
        new Split(
            read(parts.train(), Hdf5Pictures.Role.TRAIN, reading, expected),
            read(parts.test(), Hdf5Pictures.Role.TEST, reading, expected));
    warnOfCopies(parts.test(), split);
    return split;
  }

  /**
   * What pictures must be like to go with others, or with a model.
   *
   * @param height rows
   * @param width columns
   * @param classes the names of label 0 and 1
   * @param whose who has these, for the message: "the model's"
   */
  record Expected(int height, int width, List<String> classes, String whose) {

    /** Returns whether label 1 is the folder cat or cats, as without {@code --positive}. */
    private boolean isCats() {
      return classes.equals(Pictures.CAT_CLASSES);
    }

    /** Refuses pictures of a file or folder that are not like this. */
    void check(Path path, Pictures pictures) {
      if (pictures.height() != height || pictures.width() != width) {
        throw InputException.of(
            path,
            "its pictures are %d×%d and %s %d×%d; use pictures of one size"
                .formatted(pictures.width(), pictures.height(), whose, width, height));
      }
      if (!pictures.classes().equals(classes)) {
        throw InputException.of(
            path,
            "its classes are %s and %s %s; label 0 and label 1 must mean the same in both: rename the folders, or leave --positive out"
                .formatted(
                    String.join(", ", pictures.classes()), whose, String.join(", ", classes)));
      }
    }
  }

  /**
   * Reads a file or folder of labelled pictures.
   *
   * @param path an HDF5 file, or a folder with a folder per class
   * @param role the keys preferred in an HDF5 file
   * @param reading how to read a folder
   * @param expected photos are resized to it; a file must have it. Unless {@code --positive} says
   *     otherwise, the folder with the name of its label 1 is label 1
   */
  static Pictures read(Path path, Hdf5Pictures.Role role, Reading reading, Expected expected) {
    requireName(path);
    Optional<String> positive =
        reading
            .positive()
            .or(() -> Optional.of(expected.classes().get(1)).filter(name -> !expected.isCats()));
    Pictures pictures =
        Files.isDirectory(path)
            ? PictureFolder.read(path, positive, expected.height(), expected.width(), reading.bad())
            : Hdf5Pictures.read(path, role);
    expected.check(path, pictures);
    return pictures;
  }

  /** Refuses an empty name, which would mean the current folder. */
  private static void requireName(Path path) {
    if (path.toString().isEmpty()) {
      throw new InputException("\"\": an empty name; say . if the current folder is meant");
    }
  }

  private static void requireFolder(Path folder) {
    requireName(folder);
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
