// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a network came about, as a model file says it; each part is null where the file does not.
 * Immutable: begin with {@link #UNKNOWN}, each {@code with} method returns another one.
 */
public final class Provenance {

  /** What this engine calls itself. */
  public static final String ENGINE = "serval 0.1.0-SNAPSHOT";

  /** The key of {@link #engineVersion}, which whoever writes a file sets. */
  public static final String ENGINE_VERSION = "engineVersion";

  /** The key of {@link #dataSha256}. */
  public static final String DATA_SHA256 = "dataSha256";

  private static final String SEED = "seed";
  private static final String INIT = "init";
  private static final String METHOD = "method";
  private static final String ITERATIONS = "iterations";
  private static final String LEARNING_RATE = "learningRate";
  private static final String TRAIN_ACCURACY = "trainAccuracy";
  private static final String TEST_ACCURACY = "testAccuracy";

  /** The keys of all entries of a model file that belong here, in the order of a telling. */
  public static final List<String> KEYS =
      List.of(
          SEED,
          INIT,
          METHOD,
          ITERATIONS,
          LEARNING_RATE,
          DATA_SHA256,
          ENGINE_VERSION,
          TRAIN_ACCURACY,
          TEST_ACCURACY);

  /** Of which nothing is said. */
  public static final Provenance UNKNOWN = new Provenance(Map.of());

  /** What is said, as text that reads back as what it was. */
  private final Map<String, String> entries;

  private Provenance(Map<String, String> entries) {
    this.entries = entries;
  }

  /**
   * Reads what {@link #metadata} wrote; other entries do not matter.
   *
   * @param metadata of a model file
   * @throws IllegalArgumentException if an entry is not what it must be, such as a seed that is no
   *     number
   */
  public static Provenance of(Map<String, String> metadata) {
    Provenance read = new Provenance(metadata);
    return UNKNOWN
        .withSeed(read.seed())
        .withInitializer(read.initializer())
        .withMethod(read.method())
        .withIterations(read.iterations())
        .withLearningRate(read.learningRate())
        .withDataSha256(read.dataSha256())
        .withEngineVersion(read.engineVersion())
        .withTrainAccuracy(read.trainAccuracy())
        .withTestAccuracy(read.testAccuracy());
  }

  private <T> @Nullable T parsed(String key, Function<String, T> parser) {
    String text = entries.get(key);
    try {
      return text == null ? null : parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "provenance: %s is \"%s\", which it cannot be; the file is damaged or another tool's"
              .formatted(key, text),
          e);
    }
  }

  private Provenance with(String key, @Nullable Object value) {
    Map<String, String> more = new TreeMap<>(entries);
    if (value == null) {
      more.remove(key);
    } else {
      more.put(key, value.toString());
    }
    return new Provenance(more);
  }

  /** Returns the seed of the initial weights. */
  public @Nullable Long seed() {
    return parsed(SEED, Long::valueOf);
  }

  /** Sets the seed of the initial weights; null for unknown, here and below. */
  public Provenance withSeed(@Nullable Long seed) {
    return with(SEED, seed);
  }

  /** Returns what drew the initial weights. */
  public @Nullable Initializer initializer() {
    return parsed(INIT, Initializer::named);
  }

  /** Sets what drew the initial weights. */
  public Provenance withInitializer(@Nullable Initializer initializer) {
    return with(INIT, initializer == null ? null : initializer.name().toLowerCase(Locale.ROOT));
  }

  /** Returns {@code direct} or {@code gram}, the form layer 1 was trained in. */
  public @Nullable String method() {
    return entries.get(METHOD);
  }

  /** Sets the form layer 1 was trained in. */
  public Provenance withMethod(@Nullable String method) {
    return with(METHOD, method);
  }

  /** Returns how many iterations were done. */
  public @Nullable Integer iterations() {
    return parsed(ITERATIONS, Integer::valueOf);
  }

  /** Sets how many iterations were done. */
  public Provenance withIterations(@Nullable Integer iterations) {
    return with(ITERATIONS, iterations);
  }

  /** Returns the step size. */
  public @Nullable Double learningRate() {
    return parsed(LEARNING_RATE, Double::valueOf);
  }

  /** Sets the step size. */
  public Provenance withLearningRate(@Nullable Double learningRate) {
    return with(LEARNING_RATE, learningRate);
  }

  /**
   * Returns the SHA-256 of the training data, 64 hexadecimal digits; which bytes, is the writer's
   * to say.
   */
  public @Nullable String dataSha256() {
    return entries.get(DATA_SHA256);
  }

  /** Sets the SHA-256 of the training data. */
  public Provenance withDataSha256(@Nullable String dataSha256) {
    return with(DATA_SHA256, dataSha256);
  }

  /** Returns what wrote the file, such as {@code serval 0.1.0}. */
  public @Nullable String engineVersion() {
    return entries.get(ENGINE_VERSION);
  }

  /** Sets what writes the file. */
  public Provenance withEngineVersion(@Nullable String engineVersion) {
    return with(ENGINE_VERSION, engineVersion);
  }

  /** Returns the accuracy on the training data, 0 to 1. */
  public @Nullable Double trainAccuracy() {
    return parsed(TRAIN_ACCURACY, Double::valueOf);
  }

  /** Sets the accuracy on the training data, 0 to 1. */
  public Provenance withTrainAccuracy(@Nullable Double trainAccuracy) {
    return with(TRAIN_ACCURACY, trainAccuracy);
  }

  /** Returns the accuracy on other data, 0 to 1. */
  public @Nullable Double testAccuracy() {
    return parsed(TEST_ACCURACY, Double::valueOf);
  }

  /** Sets the accuracy on other data, 0 to 1. */
  public Provenance withTestAccuracy(@Nullable Double testAccuracy) {
    return with(TEST_ACCURACY, testAccuracy);
  }

  /**
   * Returns the entries of a model file, keys among {@link #KEYS}, without those that are unknown.
   * Numbers come back as they were. The map is the caller's to change.
   */
  public Map<String, String> metadata() {
    return new TreeMap<>(entries);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Provenance that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns the entries; not a format to parse. */
  @Override
  public String toString() {
    return "Provenance" + entries;
  }
}
