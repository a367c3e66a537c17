// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A network with what is needed to show it a picture.
 *
 * @param network the network
 * @param height rows of its pictures
 * @param width columns of its pictures
 * @param classes the names of label 0 and 1
 * @param method how it was trained
 */
record CatModel(Network network, int height, int width, List<String> classes, String method) {

  /** Copies the list. */
  CatModel {
    classes = List.copyOf(classes);
  }

  /** Returns what a training made. */
  static CatModel of(Training training, Pictures pictures, TrainingOptions options) {
    return new CatModel(
        training.network(),
        pictures.height(),
        pictures.width(),
        pictures.classes(),
        options.methodName());
  }

  /** Returns what pictures for this model must be like. */
  DataSource.Expected expected() {
    return new DataSource.Expected(height, width, classes, "the model");
  }

  /** Reads a model file. */
  @SuppressWarnings("DoNotCallSuggester") // until model files exist
  static CatModel read(Path file) {
    throw InputException.of(file, "model files do not exist yet");
  }

  /** Writes a model file, all or nothing. */
  @SuppressWarnings("DoNotCallSuggester") // until model files exist
  void write(Path file) {
    throw InputException.of(file, "model files do not exist yet; leave --model out");
  }

  /** Returns the SHA-256 of W1, b1, …, row-major, little-endian, in the network's precision. */
  static String digest(Network network) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (Matrix matrix : network.parameters().all()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(matrix.rows() * matrix.cols() * matrix.type().bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < matrix.rows(); i++) {
        for (int j = 0; j < matrix.cols(); j++) {
          if (matrix.type() == ElementType.FLOAT64) {
            bytes.putDouble(matrix.get(i, j));
          } else {
            bytes.putFloat((float) matrix.get(i, j));
          }
        }
      }
      sha.update(bytes.flip());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Writes a file under another name, then renames it. */
  static void writeAtomically(Path file, byte[] content) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw InputException.of(file, "could not be written (" + e.getMessage() + ")", e);
    }
  }
}
