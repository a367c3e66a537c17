// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static dev.serval.examples.cats.pictures.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.examples.cats.pictures.Hdf5Pictures.Role;
import dev.serval.testing.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files come from make.py in the test resources: 3 pictures of 2×4 whose bytes count up by 7.
 */
class Hdf5PicturesTest {

  private static final int FEATURES = 2 * 4 * 3;

  @TempDir Path folder;

  private static byte[] bytes(String name) throws IOException {
    String path = "/hdf5/" + name + ".h5";
    try (InputStream in =
        Objects.requireNonNull(Hdf5PicturesTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name + ".h5"), bytes(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contiguous",
        "test_keys",
        "column_labels_big_endian",
        "labels_uint64",
        "labels_int8",
        "gzip_shuffle",
        "fletcher32",
        "libver_latest",
        "latest_chunked"
      })
  void everyVariantGivesTheSamePictures(String name) throws IOException {
    Pictures pictures = Hdf5Pictures.read(file(name), Role.TRAIN);
    assertEquals(3, pictures.count());
    assertEquals(2, pictures.height());
    assertEquals(4, pictures.width());
    assertArrayEquals(new int[] {1, 0, 1}, pictures.labels());
    assertEquals(List.of("non-cat", "cat"), pictures.classes());
    byte[] expected = new byte[3 * FEATURES];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i * 7);
    }
    assertArrayEquals(expected, pictures.pixels());
  }

  @Test
  void classNamesComeFromTheFile() throws IOException {
    Path file = file("classes_variable_length");
    assertEquals(List.of("dog", "lynx"), Hdf5Pictures.read(file, Role.TRAIN).classes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wrong_keys      | needs the keys train_set_x and train_set_y; it has list_classes, training_set_x, training_set_y
          no_keys         | it has none
          float_pixels    | train_set_x is float64; pictures must be uint8
          int16_pixels    | train_set_x is int16; pictures must be uint8
          flat_pixels     | train_set_x has shape (3, 24); pictures must be (m, height, width, 3)
          four_channels   | train_set_x has shape (3, 2, 4, 4); pictures must be (m, height, width, 3)
          zero_pictures   | train_set_x holds zero pictures
          zero_height     | train_set_x has shape (3, 0, 4, 3); height and width must be at least 1
          label_two       | train_set_y[1] is 2; labels must be 0 or 1
          label_negative  | train_set_y[1] is -1; labels must be 0 or 1
          label_huge      | train_set_y[1] is 9223372036854775809; labels must be 0 or 1
          float_labels    | train_set_y is float64; labels must be integers, 0 or 1
          matrix_labels   | train_set_y has shape (3, 2); labels must be (m) or (m, 1)
          too_few_labels  | train_set_y holds 2 labels and train_set_x holds 3 pictures
          three_classes   | list_classes is StringData of shape (3); it must be 2 strings
          number_classes  | list_classes is int64 of shape (2); it must be 2 strings
          group_pixels    | train_set_x is a group; it must be a data set
          claims_25_megabytes | more than 100 times the size of the file
          claims_2_gigabytes  | more than 1024 MB of pixels
          """)
  void whatDoesNotFitIsRefusedByName(String name, String message) throws IOException {
    Path file = file(name);
    assertRefused(file, () -> Hdf5Pictures.read(file, Role.TRAIN), message);
  }

  @Test
  void thingsThatAreNoHdf5FilesAreNamed() throws IOException {
    refused("<!DOCTYPE html><html>...", "is a web page, not the HDF5 file");
    refused("\n  <html lang=en>", "is a web page");
    refused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 2572022\n",
        "is a Git LFS pointer",
        "git lfs pull");
    refused("", "is empty");
    refused("hello", "is not an HDF5 file");
    refused("x".repeat(5000), "is not an HDF5 file");
    refused("PK\u0003\u0004...", "is a ZIP or NPZ file");
  }

  private void refused(String content, String... fragments) throws IOException {
    Path file = folder.resolve("strange.h5");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, () -> Hdf5Pictures.read(file, Role.TRAIN), fragments);
  }

  @Test
  void missingFileAndFolderAreNamed() {
    Path missing = folder.resolve("missing.h5");
    assertRefused(missing, () -> Hdf5Pictures.read(missing, Role.TRAIN), "no such file");
    assertRefused(folder, () -> Hdf5Pictures.read(folder, Role.TRAIN), "is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "gzip_shuffle", "libver_latest"})
  void truncationsAreRefused(String name) throws IOException {
    byte[] whole = bytes(name);
    for (int length = 0; length < whole.length; length += length < 100 ? 1 : 11) {
      Path file = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, length));
      String reason = length == 0 ? "empty" : length < 8 ? "not an HDF5 file" : "truncated";
      assertRefused(file, () -> Hdf5Pictures.read(file, Role.TRAIN), reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "gzip_shuffle", "libver_latest", "classes_variable_length"})
  void flippedBitsAreRefusedOrRead(String name) throws IOException {
    byte[] whole = bytes(name);
    long seed = Long.getLong("serval.seed", 1);
    Random random = new Random(seed);
    int read = 0;
    for (int trial = 0; trial < 500; trial++) {
      byte[] flipped = whole.clone();
      int bit = random.nextInt(whole.length * Byte.SIZE);
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Path file = Files.write(folder.resolve("flipped.h5"), flipped);
      try {
        Hdf5Pictures.read(file, Role.TRAIN);
        read++;
      } catch (InputException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("bit " + bit + " of " + name + "; reproduce with -Dserval.seed=" + seed, e);
      }
    }
    assertTrue(read > 0, "flips in pixels must be readable");
  }

  @Test
  void theCoursesFilesGiveTheirPixels() {
    assertCourse(
        "train", 209, 72, "5a22f47625d19c47045c085a17fdb1a263bae0fa9c67020fd40112e19dadc2c3");
    assertCourse(
        "test", 50, 33, "c23d288e4a7ad7ab5b8b8e69e1aaefc683de77cbd020598fd6b4acdccbebabf3");
  }

  private static void assertCourse(String part, int count, int cats, String sha256) {
    Path file = Shared.path("data/catvnoncat/%s_catvnoncat.h5".formatted(part));
    Pictures pictures = Hdf5Pictures.read(file, Role.TRAIN);
    assertEquals(count, pictures.count());
    assertEquals(cats, pictures.positives());
    assertEquals(64, pictures.height());
    assertEquals(64, pictures.width());
    assertEquals(Pictures.CAT_CLASSES, pictures.classes());
    assertEquals(sha256, sha256(pictures.pixels()));
  }

  @Test
  void aCutCopyOfTheCoursesFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Shared.path("data/catvnoncat/test_catvnoncat.h5"));
    for (int length : new int[] {100, 2144, 300_000, whole.length - 1}) {
      Path file = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, length));
      assertRefused(file, () -> Hdf5Pictures.read(file, Role.TEST), "truncated", "fetch it again");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
