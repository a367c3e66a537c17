// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The small HDF5 files of the test resources: 3 pictures of 2×4. */
final class TinyPictures {

  private static final int PICTURES = 3;
  private static final int PICTURE_BYTES = 2 * 4 * 3;

  private TinyPictures() {}

  /** Copies one into a folder, under a name of the caller's. */
  static Path copy(String name, Path to) throws IOException {
    String path = "/hdf5/" + name + ".h5";
    try (InputStream in =
        Objects.requireNonNull(TinyPictures.class.getResourceAsStream(path), path)) {
      Files.createDirectories(to.toAbsolutePath().getParent());
      return Files.write(to, in.readAllBytes());
    }
  }

  /** Makes a folder with a training and a test file; no picture is in both. */
  static Path folder(Path folder) throws IOException {
    copy("contiguous", folder.resolve("train_tiny.h5"));
    Path test = copy("test_keys", folder.resolve("test_tiny.h5"));
    byte[] bytes = Files.readAllBytes(test);
    int pixels = 0;
    while (bytes[pixels] != 0 || bytes[pixels + 1] != 7 || bytes[pixels + 2] != 14) {
      pixels++;
    }
    for (int i = 0; i < PICTURES; i++) {
      bytes[pixels + i * PICTURE_BYTES]++;
    }
    Files.write(test, bytes);
    return folder;
  }
}
