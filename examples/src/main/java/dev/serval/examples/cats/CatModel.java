// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.io.Digest;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network with what is needed to show it a picture, and how it came about. In a model file the
 * latter are the metadata.
 *
 * @param network one output, height·width·3 inputs
 * @param height rows of its pictures
 * @param width columns of its pictures
 * @param classes the names of label 0 and 1
 * @param settings how it was trained, for people; {@code method} among them
 */
record CatModel(
    Network network, int height, int width, List<String> classes, Map<String, String> settings) {

  private static final String HEIGHT = "pictureHeight";
  private static final String WIDTH = "pictureWidth";
  private static final String NEGATIVE = "class0";
  private static final String POSITIVE = "class1";
  private static final String SCALING = "scaling";
  private static final String METHOD = "method";

  /** What is done to a byte before the network sees it; there is no other way yet. */
  private static final String OVER_255 = "x/255";

  /** Copies the collections. */
  CatModel {
    classes = List.copyOf(classes);
    settings = Map.copyOf(settings);
  }

  /**
   * Returns what a training made.
   *
   * @param training what was done
   * @param options how
   */
  static CatModel of(Training training, TrainingOptions options) {
    Pictures pictures = training.train().pictures();
    Map<String, String> settings = new TreeMap<>();
    settings.put("init", options.init.name().toLowerCase(Locale.ROOT));
    settings.put("seed", Long.toString(options.seed));
    settings.put("learningRate", Double.toString(options.learningRate));
    settings.put("iterations", Integer.toString(options.iterations));
    settings.put("trainingPictures", Integer.toString(pictures.count()));
    settings.put(METHOD, training.method());
    return new CatModel(
        training.network(), pictures.height(), pictures.width(), pictures.classes(), settings);
  }

  /** Returns what pictures for this model must be like. */
  DataSource.Expected expected() {
    return new DataSource.Expected(height, width, classes, "the model's");
  }

  /** Returns how the model was trained, or null if the file does not say. */
  @Nullable String method() {
    return settings.get(METHOD);
  }

  /**
   * Reads a model file.
   *
   * @param file what {@link #write} wrote
   * @throws InputException if it is something else
   */
  static CatModel read(Path file) {
    ModelFile model;
    try {
      model = ModelFile.read(file);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
    Map<String, String> metadata = model.metadata();
    for (String key : List.of(HEIGHT, WIDTH, NEGATIVE, POSITIVE, SCALING)) {
      if (!metadata.containsKey(key)) {
        throw InputException.of(
            file,
            "is a network that does not say its %s; give a model that cats train --model wrote"
                .formatted(key));
      }
    }
    int height = size(file, metadata, HEIGHT);
    int width = size(file, metadata, WIDTH);
    long features = (long) height * width * Pictures.CHANNELS;
    Network network = model.network();
    if (network.topology().inputs() != features || network.topology().outputs() != 1) {
      throw InputException.of(
          file,
          "is a network %s for pictures of %d×%d, which have %d inputs and 1 output; the file is damaged, write it again"
              .formatted(network.topology(), width, height, features));
    }
    String scaling = Objects.requireNonNull(metadata.get(SCALING));
    if (!scaling.equals(OVER_255)) {
      throw InputException.of(
          file,
          "scales pixels by \"%s\"; only %s is known, so use the version that wrote it"
              .formatted(scaling, OVER_255));
    }
    List<String> classes =
        List.of(
            Objects.requireNonNull(metadata.get(NEGATIVE)),
            Objects.requireNonNull(metadata.get(POSITIVE)));
    return new CatModel(network, height, width, classes, metadata);
  }

  private static int size(Path file, Map<String, String> metadata, String key) {
    String text = Objects.requireNonNull(metadata.get(key));
    try {
      int size = Integer.parseInt(text);
      if (size >= 1) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number below 1.
    }
    throw InputException.of(
        file, "says its %s is \"%s\", not a number above 0; write it again".formatted(key, text));
  }

  /**
   * Writes a model file, whole or not at all.
   *
   * @param file where to
   * @throws InputException if it cannot be written
   */
  void write(Path file) {
    Map<String, String> metadata = new TreeMap<>(settings);
    metadata.put(HEIGHT, Integer.toString(height));
    metadata.put(WIDTH, Integer.toString(width));
    metadata.put(NEGATIVE, classes.get(0));
    metadata.put(POSITIVE, classes.get(1));
    metadata.put(SCALING, OVER_255);
    try {
      new ModelFile(network, metadata).write(file);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the SHA-256 of W1, b1, …, row-major, little-endian, in the network's precision. */
  static String digest(Network network) {
    return Digest.sha256(network.parameters().all());
  }
}
