// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where pictures to train and to test on come from; the built-in drawings if nothing is said. */
final class DataOptions {

  /** A fifth, as in the course's data (50 of 259). */
  private static final double TEST_SHARE = 0.2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "holds train*.h5 and test*.h5, or train/ and test/, or cat/ and non-cat/ alone, of which"
              + " a share is then tested on")
  @Nullable Path data;

  @Option(
      names = "--train",
      paramLabel = "FILE|DIR",
      description = "pictures to train on; a folder without --test is parted as by --data")
  @Nullable Path train;

  @Option(names = "--test", paramLabel = "FILE|DIR", description = "pictures to test on")
  @Nullable Path test;

  @Option(
      names = "--positive",
      paramLabel = "NAME",
      description = "which class folder is label 1, if none is called cat or cats")
  @Nullable String positive;

  @Option(
      names = "--strict",
      description = "refuse a folder with a picture that cannot be read; else it is left out")
  boolean strict;

  @Option(
      names = "--test-share",
      converter = NumberConverter.class,
      paramLabel = "SHARE",
      description = "of one folder: how much of each class is tested on (default: 0.2)")
  @Nullable Double testShare;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "of one folder: seed of which pictures are tested on (default: 1)")
  @Nullable Long splitSeed;

  /** Refuses options that contradict each other. */
  void check(CommandSpec command) {
    requireName(command, "--data", data);
    requireName(command, "--train", train);
    requireName(command, "--test", test);
    if (data != null && (train != null || test != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--data already says where both parts are; give it or --train and --test");
    }
    boolean parted = whole() != null;
    if ((train == null) != (test == null) && !parted) {
      throw new ParameterException(
          command.commandLine(),
          "--train and --test belong together; give both, or --data, or a folder of classes to"
              + " --train");
    }
    if ((testShare != null || splitSeed != null) && !parted) {
      throw new ParameterException(
          command.commandLine(),
          "--test-share and --split-seed part one folder of classes; give it to --data");
    }
    if (testShare != null && !(testShare > 0 && testShare < 1)) {
      throw new InputException("--test-share %s: must be above 0 and below 1".formatted(testShare));
    }
    if (splitSeed != null && (splitSeed < 0 || splitSeed > TrainingOptions.MAX_SEED)) {
      throw new InputException(
          "--split-seed %d: must be from 0 to %d".formatted(splitSeed, TrainingOptions.MAX_SEED));
    }
    if (positive != null && data == null && train == null) {
      throw new ParameterException(
          command.commandLine(),
          "--positive names a folder of --data or --train; give one of them");
    }
  }

  private static void requireName(CommandSpec command, String option, @Nullable Path path) {
    if (path != null && path.toString().isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          option + " has an empty name; say . if the current folder is meant");
    }
  }

  /** Returns the one folder that both parts come from; null if there are two, or drawings. */
  private @Nullable Path whole() {
    Path candidate = data != null ? data : test == null ? train : null;
    return candidate != null && DataSource.isWhole(candidate) ? candidate : null;
  }

  /** Returns where the two parts lie, maybe in one folder; nothing if the drawings are meant. */
  Optional<DataSource.Parts> parts() {
    Path whole = whole();
    if (whole != null) {
      return Optional.of(new DataSource.Parts(whole, whole));
    }
    if (data != null) {
      return Optional.of(DataSource.parts(data));
    }
    if (train != null && test != null) {
      return Optional.of(new DataSource.Parts(train, test));
    }
    return Optional.empty();
  }

  /** Reads the pictures, or draws them if there are no parts. */
  DataSource.Split read(Optional<DataSource.Parts> parts) {
    DataSource.Reading reading = new DataSource.Reading(Optional.ofNullable(positive), strict);
    Path whole = whole();
    if (whole != null) {
      return DataSource.readWhole(
          whole,
          reading,
          testShare == null ? TEST_SHARE : testShare,
          splitSeed == null ? 1 : splitSeed);
    }
    return parts.map(p -> DataSource.read(p, reading)).orElseGet(DataSource::drawings);
  }
}
