// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a network came about, as a model file says it; each part is null where the file does not.
 *
 * @param seed of the initial weights
 * @param initializer of the initial weights
 * @param method {@code direct} or {@code gram}, the form layer 1 was trained in
 * @param iterations how many were done
 * @param learningRate the step size
 * @param dataSha256 SHA-256 of the training data, 64 hexadecimal digits; which bytes, is the
 *     writer's to say
 * @param engineVersion what wrote the file, such as {@code serval 0.1.0}
 * @param trainAccuracy on the training data, 0 to 1
 * @param testAccuracy on other data, 0 to 1
 */
public record Provenance(
    @Nullable Long seed,
    @Nullable Initializer initializer,
    @Nullable String method,
    @Nullable Integer iterations,
    @Nullable Double learningRate,
    @Nullable String dataSha256,
    @Nullable String engineVersion,
    @Nullable Double trainAccuracy,
    @Nullable Double testAccuracy) {

  /** What this engine calls itself. */
  public static final String ENGINE = "serval 0.1.0-SNAPSHOT";

  /** The key of {@link #engineVersion}, which whoever writes a file sets. */
  public static final String ENGINE_VERSION = "engineVersion";

  /** The key of {@link #dataSha256}. */
  public static final String DATA_SHA256 = "dataSha256";

  /**
   * Reads what {@link #metadata} wrote; other entries do not matter.
   *
   * @param metadata of a model file
   * @throws IllegalArgumentException if an entry is not what it must be, such as a seed that is no
   *     number
   */
  public static Provenance of(Map<String, String> metadata) {
    return new Provenance(
        parsed(metadata, "seed", Long::valueOf),
        parsed(metadata, "init", Initializer::named),
        metadata.get("method"),
        parsed(metadata, "iterations", Integer::valueOf),
        parsed(metadata, "learningRate", Double::valueOf),
        metadata.get(DATA_SHA256),
        metadata.get(ENGINE_VERSION),
        parsed(metadata, "trainAccuracy", Double::valueOf),
        parsed(metadata, "testAccuracy", Double::valueOf));
  }

  private static <T> @Nullable T parsed(
      Map<String, String> metadata, String key, Function<String, T> parser) {
    String text = metadata.get(key);
    try {
      return text == null ? null : parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "provenance: %s is \"%s\", which it cannot be; the file is damaged or another tool's"
              .formatted(key, text),
          e);
    }
  }

  /**
   * Returns the entries of a model file: keys {@code seed}, {@code init}, {@code method}, {@code
   * iterations}, {@code learningRate}, {@code dataSha256}, {@code engineVersion}, {@code
   * trainAccuracy} and {@code testAccuracy}, without those that are null. Numbers come back as they
   * were.
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    put(metadata, "seed", seed);
    put(metadata, "init", initializer == null ? null : initializer.name().toLowerCase(Locale.ROOT));
    put(metadata, "method", method);
    put(metadata, "iterations", iterations);
    put(metadata, "learningRate", learningRate);
    put(metadata, DATA_SHA256, dataSha256);
    put(metadata, ENGINE_VERSION, engineVersion);
    put(metadata, "trainAccuracy", trainAccuracy);
    put(metadata, "testAccuracy", testAccuracy);
    return metadata;
  }

  private static void put(Map<String, String> metadata, String key, @Nullable Object value) {
    if (value != null) {
      metadata.put(key, value.toString());
    }
  }
}
