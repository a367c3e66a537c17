// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the course's pictures; the implementation needs a library that only the peers have. */
public interface PictureSource {

  /**
   * Labelled pictures, one after the other.
   *
   * @param x pictures×12288, from 0 to 1
   * @param y one label each, 0 or 1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, compared never
  record Pictures(double[] x, double[] y) {}

  /**
   * Reads the training set.
   *
   * @param directory where train_catvnoncat.h5 is
   */
  Pictures read(Path directory) throws IOException;

  /** Returns the one on the class path of a comparison. */
  static PictureSource load() throws IOException {
    try {
      return Class.forName("dev.serval.bench.peers.CoursePictures")
          .asSubclass(PictureSource.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("--data: the reader of pictures is missing; use bench/compare", e);
    }
  }
}
