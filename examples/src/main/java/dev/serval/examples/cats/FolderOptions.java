// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * How folders of photos are read, and how one folder becomes two parts. Those who extend this
 * declare the options whose defaults depend on the command.
 */
class FolderOptions {

  /** A fifth, as in the course's data (50 of 259). */
  private static final double TEST_SHARE = 0.2;

  private static final long SPLIT_SEED = 1;

  /** The entries of a model file that say how the one folder was parted. */
  private static final String SHARE_KEY = "testShare";

  private static final String SEED_KEY = "splitSeed";

  /** What {@code --positive} says; its help differs, as that of the next two. */
  @Nullable String positive;

  /** What {@code --test-share} says. */
  @Nullable Double testShare;

  /** What {@code --split-seed} says. */
  @Nullable Long splitSeed;

  @Option(
      names = "--strict",
      description = "refuse a folder with a picture that cannot be read; else it is left out")
  boolean strict;

  /**
   * Refuses values that no parting can have, and any if nothing is parted.
   *
   * @param whole whether there is one folder to be parted
   */
  void checkParting(CommandSpec command, boolean whole) {
    if ((testShare != null || splitSeed != null) && !whole) {
      throw new ParameterException(
          command.commandLine(),
          "--test-share and --split-seed part one folder of classes; give it to --data");
    }
    if (testShare != null && !isShare(testShare)) {
      throw new InputException("--test-share %s: must be above 0 and below 1".formatted(testShare));
    }
    if (splitSeed != null && !isSeed(splitSeed)) {
      throw new InputException(
          "--split-seed %d: must be from 0 to %d".formatted(splitSeed, TrainingOptions.MAX_SEED));
    }
  }

  private static boolean isShare(double share) {
    return share > 0 && share < 1;
  }

  private static boolean isSeed(long seed) {
    return seed >= 0 && seed <= TrainingOptions.MAX_SEED;
  }

  /** Refuses an empty name, which would mean the current folder. */
  static void requireName(CommandSpec command, String option, @Nullable Path path) {
    if (path != null && path.toString().isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          option + " has an empty name; say . if the current folder is meant");
    }
  }

  /** Returns how to read folders. */
  DataSource.Reading reading() {
    return new DataSource.Reading(Optional.ofNullable(positive), strict);
  }

  /**
   * Returns how to part one folder: as the options say, else as a model was trained, else the
   * defaults.
   *
   * @param settings what a model file says, or nothing
   * @throws InputException if it says what cannot be
   */
  DataSource.Parting parting(Map<String, String> settings) {
    double share = TEST_SHARE;
    long seed = SPLIT_SEED;
    try {
      String said = settings.get(SHARE_KEY);
      share = testShare != null ? testShare : said == null ? share : Double.parseDouble(said);
      said = settings.get(SEED_KEY);
      seed = splitSeed != null ? splitSeed : said == null ? seed : Long.parseLong(said);
    } catch (NumberFormatException e) {
      share = Double.NaN;
    }
    if (!isShare(share) || !isSeed(seed)) {
      throw new InputException(
          "the model says its pictures were parted by %s %s and %s %s, which cannot be; give --test-share and --split-seed"
              .formatted(SHARE_KEY, settings.get(SHARE_KEY), SEED_KEY, settings.get(SEED_KEY)));
    }
    return new DataSource.Parting(share, seed);
  }

  /** Returns what a model file says of a parting. */
  static Map<String, String> metadata(DataSource.Parting parting) {
    return Map.of(
        SHARE_KEY, Double.toString(parting.share()), SEED_KEY, Long.toString(parting.seed()));
  }
}
