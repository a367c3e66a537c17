// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.Hdf5Pictures;
import dev.serval.examples.cats.pictures.Pictures;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the pictures to test a model on come from; read as those of its training were. */
final class TestDataOptions extends FolderOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "holds train*.h5 and test*.h5, or train/ and test/, or cat/ and non-cat/ alone; both"
              + " parts are tested")
  @Nullable Path data;

  @Option(names = "--test", paramLabel = "FILE|DIR", description = "pictures to test on")
  @Nullable Path test;

  @Option(
      names = "--positive",
      paramLabel = "NAME",
      description = "which class folder is label 1 (default: as in training)")
  void positive(@Nullable String name) {
    positive = name;
  }

  @Option(
      names = "--test-share",
      converter = NumberConverter.class,
      paramLabel = "SHARE",
      description = "of one folder: how much of each class is tested on (default: as in training)")
  void testShare(@Nullable Double share) {
    testShare = share;
  }

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "of one folder: seed of which pictures are tested on (default: as in training)")
  void splitSeed(@Nullable Long seed) {
    splitSeed = seed;
  }

  /**
   * Where the pictures lie.
   *
   * @param parts both parts, where {@code --data} is given
   * @param test those to test on
   */
  record Place(Optional<DataSource.Parts> parts, Path test) {}

  /**
   * The pictures.
   *
   * @param train those of the training, where {@code --data} is given
   * @param test those to test on
   */
  record Labelled(Optional<Pictures> train, Pictures test) {}

  /** Returns where the pictures lie; refuses options that contradict each other or the folder. */
  Place place(CommandSpec command) {
    if ((data == null) == (test == null)) {
      throw new ParameterException(command.commandLine(), "give --data or --test: one of them");
    }
    requireName(command, "--data", data);
    requireName(command, "--test", test);
    Optional<DataSource.Parts> parts = Optional.ofNullable(data).map(DataSource::parts);
    checkParting(command, parts.filter(DataSource.Parts::whole).isPresent());
    return new Place(parts, test != null ? test : parts.orElseThrow().test());
  }

  /** Reads the pictures as a model wants them; one folder is parted as in its training. */
  Labelled read(Place place, CatModel model) {
    DataSource.Expected expected = model.expected();
    if (place.parts().isEmpty()) {
      return new Labelled(
          Optional.empty(),
          DataSource.read(place.test(), Hdf5Pictures.Role.TEST, reading(), expected));
    }
    DataSource.Parts parts = place.parts().get();
    DataSource.Split split =
        parts.whole()
            ? DataSource.readWhole(parts.train(), reading(), parting(model.settings()), expected)
            : DataSource.read(parts, reading(), expected);
    return new Labelled(Optional.of(split.train()), split.test());
  }

  /** Returns what was given, for the report. */
  String name() {
    return String.valueOf(data == null ? test : data);
  }
}
