// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Network;
import dev.serval.core.io.Json;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.report.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Answers for one photo at a time: a decoded one may take hundreds of megabytes. */
final class Classifier implements AutoCloseable {

  private final ServedModel model;
  private final Backend backend;
  private final Network network;
  private final InputGradient gradient;

  Classifier(ServedModel model) {
    this.model = model;
    // One picture: threads would cost more than they bring.
    backend = Backends.best(new BackendOptions(1));
    network = model.network().on(backend);
    gradient = new InputGradient(model.network());
  }

  /**
   * Returns the answer as JSON: answer, probability, picture, explanation, words.
   *
   * @param photo the bytes of a file
   * @throws InputException if they are no picture; the message says nothing about where
   * @throws IOException if there is no room to put them
   */
  synchronized String answer(byte[] photo) throws IOException {
    byte[] rgb = read(photo);
    Pictures picture =
        new Pictures(
            model.height(), model.width(), rgb, new int[1], model.classes(), List.of("photo"));
    Matrix x = picture.inputs(network.type());
    double probability = network.probabilities(x).get(0, 0);
    if (Double.isNaN(probability)) {
      throw new InputException("the network has no answer: its parameters are not finite");
    }
    double[] inputs = new double[rgb.length];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = x.get(k, 0);
    }
    Explanation why = new Explanation(rgb, gradient.of(inputs), model.height(), model.width());
    String answer = model.classes().get(Network.isPositive(probability) ? 1 : 0);
    return "{\"answer\":%s,\"probability\":%s,\"picture\":%s,\"explanation\":%s,\"words\":%s}"
        .formatted(
            Json.quoted(answer),
            probability,
            Json.quoted(Png.dataUri(rgb, model.height(), model.width())),
            Json.quoted(Png.dataUri(why.picture(), model.height(), model.width())),
            Json.quoted(why.words(model.positive())));
  }

  /** The reader of photos takes files, and knows by their first bytes what they are. */
  private byte[] read(byte[] photo) throws IOException {
    Path file = Files.createTempFile("cats-", ".photo");
    try {
      Files.write(file, photo);
      return PictureFolder.readOne(file, model.height(), model.width());
    } catch (InputException e) {
      // The sender does not know this file.
      String prefix = file + ": ";
      String message = String.valueOf(e.getMessage());
      throw new InputException(
          message.startsWith(prefix) ? message.substring(prefix.length()) : message, e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public synchronized void close() {
    backend.close();
  }
}
