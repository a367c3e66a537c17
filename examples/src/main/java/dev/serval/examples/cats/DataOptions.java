// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where pictures to train and to test on come from; the built-in drawings if nothing is said. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "holds train*.h5 and test*.h5, or train/ and test/")
  @Nullable Path data;

  @Option(names = "--train", paramLabel = "FILE|DIR", description = "pictures to train on")
  @Nullable Path train;

  @Option(names = "--test", paramLabel = "FILE|DIR", description = "pictures to test on")
  @Nullable Path test;

  @Option(
      names = "--positive",
      paramLabel = "NAME",
      description = "which class folder is label 1, if none is called cat or cats")
  @Nullable String positive;

  /** Refuses options that contradict each other. */
  void check(CommandSpec command) {
    if (data != null && (train != null || test != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--data already says where both parts are; give it or --train and --test");
    }
    if ((train == null) != (test == null)) {
      throw new ParameterException(
          command.commandLine(), "--train and --test belong together; give both, or --data");
    }
    if (positive != null && data == null && train == null) {
      throw new ParameterException(
          command.commandLine(),
          "--positive names a folder of --data or --train; give one of them");
    }
  }

  /** Returns where the two parts lie; nothing if the drawings are meant. */
  Optional<DataSource.Parts> parts() {
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
    return parts
        .map(p -> DataSource.read(p, Optional.ofNullable(positive)))
        .orElseGet(DataSource::drawings);
  }
}
