// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NPZ archives: what comes back, what is refused, what it may cost. */
class NpzTest {

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = directory.resolve("weights.npz");
  }

  private static TensorFile content() {
    Matrix w1 = Matrix.of(ElementType.FLOAT64, new double[][] {{0.1, -0.0}, {Double.NaN, 4}});
    Matrix b1 = Matrix.of(ElementType.FLOAT32, new double[][] {{0.5}, {-1}});
    return new TensorFile(
        List.of(
            Tensor.matrix("W1", w1.transposed()),
            Tensor.vector("b1", b1),
            Tensor.matrix("é/\"", Matrix.zeros(ElementType.FLOAT32, 0, 3))),
        Map.of("seed", "1", "classes", "[\"é\"]\n"));
  }

  private static byte[] array(Tensor tensor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npy.write(tensor, bytes);
    return bytes.toByteArray();
  }

  /** An archive of deflated entries: name, bytes, name, bytes, … */
  private void zip(Object... namesAndBytes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
  }

  private void assertRefused(String message) {
    TensorFileException e = assertThrows(TensorFileException.class, () -> Npz.read(file));
    assertEquals(file + ": " + message, e.getMessage());
    Bytes.assertOneLine(e.getMessage());
  }

  @Test
  void tensorsAndMetadataComeBackBitForBit() throws IOException {
    Npz.write(file, content());
    Bytes.assertSame(content(), Npz.read(file));
    Bytes.assertSame(content(), TensorFile.read(file));
    TensorFile bare = new TensorFile(content().tensors(), Map.of());
    Npz.write(file, bare);
    Bytes.assertSame(bare, Npz.read(file));
    Npz.write(file, new TensorFile(List.of(), Map.of()));
    assertEquals(List.of(), TensorFile.read(file).tensors());
  }

  @Test
  void equalContentGivesEqualBytesWhereverTheClockIs() throws IOException {
    Npz.write(file, content());
    byte[] first = Files.readAllBytes(file);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Npz.write(file, content());
    } finally {
      TimeZone.setDefault(zone);
    }
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void compressedArchivesOfOthersAreRead() throws IOException {
    Tensor tensor = content().tensors().get(0);
    zip("W1.npy", array(tensor));
    assertEquals(
        List.of(Bytes.describe(tensor)),
        Npz.read(file).tensors().stream().map(Bytes::describe).toList());
  }

  @Test
  void entriesThatAreNoArraysAreRefused() throws IOException {
    zip("archive/data.pkl", new byte[] {(byte) 0x80, 2});
    assertRefused(
        "is a ZIP archive with the entry \"archive/data.pkl\", not NPZ; it is PyTorch's .pt: write"
            + " safetensors.torch.save_file(model.state_dict(), …)");
    zip("word/document.xml", new byte[3]);
    assertRefused(
        "is a ZIP archive with the entry \"word/document.xml\", not NPZ; name a file that"
            + " numpy.savez wrote");
    zip("W1.npy", new byte[20]);
    assertRefused(
        "the array \"W1\" does not begin as a NumPy array does; the file is damaged; write or"
            + " download it again");
    zip("W1.npy", Bytes.concat(array(content().tensors().get(0)), new byte[1]));
    assertRefused(
        "the array \"W1\" has shape \"(2, 2)\" of 8-byte elements, but 33 bytes of them; the file"
            + " is damaged; write or download it again");
  }

  @Test
  void twoArraysOfOneNameAreRefused() throws IOException {
    byte[] array = array(content().tensors().get(0));
    zip("W1.npy", array, "W2.npy", array);
    String bytes =
        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(file, Bytes.latin1(bytes.replace("W2.npy", "W1.npy")));
    assertRefused(
        "tensor file: two tensors are named \"W1\"; names must differ; the file is damaged; write"
            + " or download it again");
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    int rows = (int) (Npz.FREE_BYTES / 8) + (1 << 21);
    zip("W1.npy", array(Tensor.matrix("W1", Matrix.zeros(ElementType.FLOAT64, rows, 1))));
    assertTrue(Files.size(file) < Npz.FREE_BYTES / 100, "it is no bomb");
    assertRefused(
        "unpacks to more than 16 times its size or has more than 4096 arrays; save it with"
            + " numpy.savez, which does not compress");
    zip("W1.npy", array(Tensor.matrix("W1", Matrix.zeros(ElementType.FLOAT64, 1 << 20, 1))));
    assertEquals(1 << 20, Npz.read(file).tensors().get(0).values().rows());
  }

  @Test
  void arraysAreCounted() throws IOException {
    byte[] array = array(Tensor.matrix("W", Matrix.zeros(ElementType.FLOAT32, 0, 0)));
    Object[] entries = new Object[2 * (Safetensors.MAX_TENSORS + 1)];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = i + ".npy";
      entries[i + 1] = array;
    }
    zip(Arrays.copyOf(entries, 2 * Safetensors.MAX_TENSORS));
    assertEquals(Safetensors.MAX_TENSORS, Npz.read(file).tensors().size());
    zip(entries);
    assertRefused(
        "unpacks to more than 16 times its size or has more than 4096 arrays; save it with"
            + " numpy.savez, which does not compress");
  }

  @Test
  void metadataAreLimitedByTheFormat() {
    TensorFile content = new TensorFile(List.of(), Map.of("k", "x".repeat(Npz.MAX_METADATA_BYTES)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Npz.write(file, content));
    assertEquals("npz: the metadata need 65560 bytes; at most 65535 are allowed", e.getMessage());
  }

  /** Every truncation and every flipped bit: the same content, or refused with one exception. */
  @Test
  void damageIsRefusedOrDoesNotMatter() throws IOException {
    Npz.write(file, content());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(TensorFileException.class, () -> Npz.read(file), "cut to " + length);
    }
    int refused = 0;
    List<String> expected = content().tensors().stream().map(NpzTest::elements).toList();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      try {
        // Names and comment have no checksum in ZIP; elements have.
        List<Tensor> read = Npz.read(file).tensors();
        assertEquals(
            expected.subList(0, read.size()), read.stream().map(NpzTest::elements).toList());
      } catch (TensorFileException e) {
        refused++;
        Bytes.assertOneLine(e.getMessage());
      }
    }
    assertTrue(refused > 8 * 2 * 128, "too few refused: " + refused);
  }

  private static String elements(Tensor tensor) {
    return tensor.shape() + " " + Bytes.bits(tensor);
  }
}
