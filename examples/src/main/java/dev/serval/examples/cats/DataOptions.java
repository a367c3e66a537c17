// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

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
    checkParting(command, whole());
    if (positive != null && data == null && train == null) {
      throw new ParameterException(
          command.commandLine(),
          "--positive names a folder of --data or --train; give one of them");
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
    Path whole = whole();
    if (whole != null) {
      return DataSource.readWhole(whole, reading(), parting(Map.of()));
    }
    return parts.map(p -> DataSource.read(p, reading())).orElseGet(DataSource::drawings);
  }

  /** Returns what the model file says of the parting of one folder; nothing if there was none. */
  Map<String, String> partingMetadata() {
    return whole() == null ? Map.of() : metadata(parting(Map.of()));
  }
}
