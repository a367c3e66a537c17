// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where pictures to train and to test on come from; the built-in drawings if nothing is said. */
final class DataOptions extends FolderOptions {

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
  void positive(@Nullable String name) {
    positive = name;
  }

  @Option(
      names = "--test-share",
      converter = NumberConverter.class,
      paramLabel = "SHARE",
      description = "of one folder: how much of each class is tested on (default: 0.2)")
  void testShare(@Nullable Double share) {
    testShare = share;
  }

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "of one folder: seed of which pictures are tested on (default: 1)")
  void splitSeed(@Nullable Long seed) {
    splitSeed = seed;
  }

  /** Refuses options that contradict each other, whatever the files are. */
  void check(CommandSpec command) {
    requireName(command, "--data", data);
    requireName(command, "--train", train);
    requireName(command, "--test", test);
    if (data != null && (train != null || test != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--data already says where both parts are; give it or --train and --test");
    }
    if (train == null && test != null) {
      throw half(command);
    }
    if (positive != null && data == null && train == null) {
      throw new ParameterException(
          command.commandLine(),
          "--positive names a folder of --data or --train; give one of them");
    }
    if (data == null && train == null) {
      checkParting(command, false);
    }
  }

  private static ParameterException half(CommandSpec command) {
    return new ParameterException(
        command.commandLine(),
        "--train and --test belong together; give both, or --data, or a folder of classes to"
            + " --train");
  }

  /**
   * Returns where the two parts lie; nothing if the drawings are meant. Looks into the folder
   * given.
   *
   * @param command for the message, if the options do not fit what is there
   */
  Optional<DataSource.Parts> parts(CommandSpec command) {
    DataSource.Parts parts;
    if (data != null) {
      parts = DataSource.parts(data);
    } else if (train == null) {
      return Optional.empty();
    } else if (test != null) {
      parts = new DataSource.Parts(train, test);
    } else {
      if (!Files.isDirectory(train)) {
        throw half(command);
      }
      parts = DataSource.parts(train);
      if (!parts.whole()) {
        throw half(command);
      }
    }
    checkParting(command, parts.whole());
    return Optional.of(parts);
  }

  /** Reads the pictures, or draws them if there are no parts. */
  DataSource.Split read(Optional<DataSource.Parts> parts) {
    if (parts.isEmpty()) {
      return DataSource.drawings();
    }
    return parts.get().whole()
        ? DataSource.readWhole(parts.get().train(), reading(), parting(Map.of()))
        : DataSource.read(parts.get(), reading());
  }

  /** Returns what the model file says of the parting of one folder; nothing if there was none. */
  Map<String, String> partingMetadata(Optional<DataSource.Parts> parts) {
    return parts.filter(DataSource.Parts::whole).isPresent()
        ? metadata(parting(Map.of()))
        : Map.of();
  }
}
