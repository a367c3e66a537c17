// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small model file damaged in every small way: it is refused with the one exception, or what is
 * read accounts for every byte of it.
 */
class SafetensorsRobustnessTest {

  private static final int SPLICES = 1000;
  private static final int LONGEST_SPLICE = 64;

  @TempDir private Path directory;
  private byte[] whole = {};
  private int dataStart;

  @BeforeEach
  void writeSmallModel() throws IOException {
    Path file = directory.resolve("whole");
    Matrix w1 = Matrix.zeros(ElementType.FLOAT32, 2, 3);
    Matrix b1 = Matrix.zeros(ElementType.FLOAT64, 2, 1);
    for (int i = 0; i < 2; i++) {
      b1.set(i, 0, -i - 0.1);
      for (int j = 0; j < 3; j++) {
        w1.set(i, j, i + 0.3 * j);
      }
    }
    Safetensors.write(
        file,
        new TensorFile(
            List.of(Tensor.matrix("W1", w1), Tensor.vector("b1", b1)),
            Map.of("layers", "3,2", "precision", "float32")));
    whole = Files.readAllBytes(file);
    dataStart = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(dataStart + 24 + 16, whole.length);
  }

  /**
   * Reads damaged bytes: what was read, or null if they were refused; anything else fails the test.
   */
  private @Nullable TensorFile readDamaged(byte[] bytes, String damage) throws IOException {
    Path file = directory.resolve("damaged");
    Files.write(file, bytes);
    try {
      TensorFile read = Safetensors.read(file);
      long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      long data = read.tensors().stream().mapToLong(t -> MatrixBytes.size(t.values())).sum();
      assertEquals(bytes.length, 8 + header + data, () -> damage + ": bytes unaccounted for");
      return read;
    } catch (TensorFileException e) {
      Bytes.assertOneLine(String.valueOf(e.getMessage()));
      assertTrue(String.valueOf(e.getMessage()).startsWith(file + ": "), e.getMessage());
      return null;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(damage, e);
    }
  }

  @Test
  void everySingleFlippedBitIsRefusedOrChangesOneThing() throws IOException {
    TensorFile original = readDamaged(whole, "none");
    int refused = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      TensorFile read = readDamaged(damaged, "bit " + bit);
      if (read == null) {
        refused++;
        assertTrue(bit / 8 < dataStart, "any bits are a number");
      } else if (bit / 8 >= dataStart) {
        int at = bit / 8 - dataStart;
        assertEquals(original.metadata(), read.metadata());
        for (int t = 0; t < 2; t++) {
          boolean hit = (at < 24) == (t == 0);
          String before = Bytes.describe(original.tensors().get(t));
          String after = Bytes.describe(read.tensors().get(t));
          if (hit) {
            assertNotEquals(before, after, "bit " + bit);
          } else {
            assertEquals(before, after, "bit " + bit);
          }
        }
      } else {
        assertTrue(bit / 8 >= 8, "another length of the header cannot be right");
        // Only a letter of a name or of the metadata can have changed.
        assertEquals(2, read.tensors().size());
        assertEquals(Bytes.bits(original.tensors().get(0)), Bytes.bits(read.tensors().get(0)));
        assertEquals(Bytes.bits(original.tensors().get(1)), Bytes.bits(read.tensors().get(1)));
      }
    }
    assertTrue(refused > 4 * dataStart, refused + " of " + 8 * dataStart + " bits of the header");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      int cut = length;
      TensorFile read = readDamaged(Arrays.copyOf(whole, cut), "cut to " + cut);
      assertEquals(null, read, () -> "cut to " + cut + " bytes");
    }
  }

  @Test
  void everyAddedByteIsRefused() throws IOException {
    assertEquals(null, readDamaged(Arrays.copyOf(whole, whole.length + 1), "one byte more"));
  }

  @Test
  void randomSplicesAreRefusedOrAccountedFor() throws IOException {
    long seed = Long.getLong("serval.seed", 20_250_917L);
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < SPLICES; i++) {
      int from = random.nextInt(whole.length);
      int to = Math.min(whole.length, from + random.nextInt(LONGEST_SPLICE));
      int source = random.nextInt(whole.length);
      int length = random.nextInt(Math.min(LONGEST_SPLICE, whole.length - source) + 1);
      byte[] inserted = Arrays.copyOfRange(whole, source, source + length);
      if (random.nextInt(4) == 0) {
        random.nextBytes(inserted);
      }
      byte[] damaged =
          Bytes.concat(
              Arrays.copyOf(whole, from), inserted, Arrays.copyOfRange(whole, to, whole.length));
      if (random.nextBoolean() && damaged.length >= 8) {
        // Keep the length of the header right, to reach what lies behind that check.
        int grown = from < dataStart ? damaged.length - whole.length : 0;
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(0, dataStart - 8 + grown);
      }
      String damage = "splice " + i + "; reproduce with -Dserval.seed=" + seed;
      if (readDamaged(damaged, damage) == null) {
        refused++;
      }
    }
    assertTrue(refused > SPLICES / 2, refused + " refused");
  }
}
