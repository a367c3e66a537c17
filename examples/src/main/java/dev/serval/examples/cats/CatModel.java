// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.io.Digest;
import dev.serval.core.model.Provenance;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
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
 * @param settings how it was trained, the entries of a {@link Provenance} and more
 * @param trainedOn the training pictures, or null if they are not at hand; only their digest goes
 *     to a file
 */
record CatModel(
    Network network,
    int height,
    int width,
    List<String> classes,
    Map<String, String> settings,
    @Nullable Pictures trainedOn) {

  private static final System.Logger LOG = System.getLogger("dev.serval.data");

  private static final String HEIGHT = "pictureHeight";
  private static final String WIDTH = "pictureWidth";
  private static final String NEGATIVE = "class0";
  private static final String POSITIVE = "class1";
  static final String SCALING = "scaling";

  /** What an ONNX file says instead, since the network in it divides. */
  static final String INPUT_UNIT = "inputUnit";

  private static final List<String> KEYS = List.of(HEIGHT, WIDTH, NEGATIVE, POSITIVE, SCALING);

  /** What is done to a byte before the network sees it; there is no other way yet. */
  private static final String OVER_255 = "x/255";

  /** Copies the collections. */
  CatModel {
    classes = List.copyOf(classes);
    settings = Map.copyOf(settings);
  }

  /** Makes a model whose training pictures are not at hand. */
  CatModel(
      Network network, int height, int width, List<String> classes, Map<String, String> settings) {
    this(network, height, width, classes, settings, null);
  }

  /**
   * Returns what a training made.
   *
   * @param training what was done
   * @param options how
   */
  static CatModel of(Training training, TrainingOptions options) {
    return of(training, options, Map.of());
  }

  /**
   * Returns what a training made.
   *
   * @param training what was done
   * @param options how
   * @param more what else the file is to say
   */
  static CatModel of(Training training, TrainingOptions options, Map<String, String> more) {
    Pictures pictures = training.train().pictures();
    Provenance provenance =
        Provenance.UNKNOWN
            .withSeed(options.seed)
            .withInitializer(options.init)
            .withMethod(training.method())
            .withIterations(options.iterations)
            .withLearningRate(options.learningRate)
            .withEngineVersion(Provenance.ENGINE)
            .withTrainAccuracy(training.train().evaluation().accuracy())
            .withTestAccuracy(training.test().evaluation().accuracy());
    Map<String, String> settings = provenance.metadata();
    settings.put("trainingPictures", Integer.toString(pictures.count()));
    settings.put("testPictures", Integer.toString(training.test().pictures().count()));
    settings.putAll(more);
    return new CatModel(
        training.network(),
        pictures.height(),
        pictures.width(),
        pictures.classes(),
        settings,
        pictures);
  }

  /** Returns what pictures for this model must be like. */
  DataSource.Expected expected() {
    return new DataSource.Expected(height, width, classes, "the model's");
  }

  /** Returns how the model was trained, or null if the file does not say. */
  @Nullable String method() {
    return settings.get("method");
  }

  /**
   * Reads a model file. One that says nothing of pictures, as another tool's does, is taken for a
   * network of the course, with a line in the log: square pictures, x/255, label 1 a cat. So is an
   * ONNX model that does not divide by 255 itself.
   *
   * @param file what {@link #write} wrote, or what {@link ModelFile#read} takes
   * @throws InputException if it is something else
   */
  static CatModel read(Path file) {
    if (file.toString().isEmpty()) {
      throw new InputException("\"\": an empty name; give --model a file");
    }
    ModelFile model;
    try {
      model = ModelFile.read(file);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
    Map<String, String> metadata = new TreeMap<>(model.metadata());
    int square = (int) Math.sqrt(model.network().topology().inputs() / (double) Pictures.CHANNELS);
    boolean isGuess = false;
    boolean isSquare = square * square * Pictures.CHANNELS == model.network().topology().inputs();
    if (isSquare && Collections.disjoint(metadata.keySet(), KEYS)) {
      putPictures(metadata, square, square, Pictures.CAT_CLASSES);
      isGuess = true;
    }
    String divisor = metadata.remove(ModelFile.INPUT_DIVISOR);
    if (divisor != null) {
      // A network from ONNX: the division that is the file's own there is ours here.
      metadata.put(SCALING, divisor.equals("255.0") ? OVER_255 : "x/" + divisor);
      metadata.remove(INPUT_UNIT);
    }
    for (String key : KEYS) {
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
            PlainText.of(Objects.requireNonNull(metadata.get(NEGATIVE))),
            PlainText.of(Objects.requireNonNull(metadata.get(POSITIVE))));
    if (isGuess) {
      LOG.log(
          System.Logger.Level.WARNING,
          PlainText.of(
              "%s: does not say what its pictures are; taken for %d×%d, values /255, and answers above 0.5 for %s"
                  .formatted(file, width, height, classes.get(1))));
    }
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
    try {
      toFile().write(file);
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns what goes to a file. */
  ModelFile toFile() {
    Map<String, String> metadata = new TreeMap<>(settings);
    putPictures(metadata, height, width, classes);
    if (trainedOn != null) {
      metadata.put(Provenance.DATA_SHA256, digest(trainedOn));
    }
    return new ModelFile(network, metadata);
  }

  private static void putPictures(
      Map<String, String> metadata, int height, int width, List<String> classes) {
    metadata.put(HEIGHT, Integer.toString(height));
    metadata.put(WIDTH, Integer.toString(width));
    metadata.put(NEGATIVE, classes.get(0));
    metadata.put(POSITIVE, classes.get(1));
    metadata.put(SCALING, OVER_255);
  }

  /**
   * Returns the SHA-256 of all pixels, picture after picture, followed by the labels, a byte each:
   * NumPy's {@code sha256(train_set_x.tobytes() + train_set_y.astype("u1").tobytes())}.
   */
  static String digest(Pictures pictures) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    digest.update(pictures.pixels());
    for (int i = 0; i < pictures.count(); i++) {
      digest.update((byte) pictures.label(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the SHA-256 of W1, b1, …, row-major, little-endian, in the network's precision. */
  static String digest(Network network) {
    return Digest.sha256(network.parameters().all());
  }
}
