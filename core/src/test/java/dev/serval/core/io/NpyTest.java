// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.testing.Bits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** NPY files, byte by byte; {@link NumpyPythonTest} asks NumPy itself. */
class NpyTest {

  private static final String DAMAGED = "; the file is damaged; write or download it again";
  private static final String NUMBERS = "; save numbers: a.astype('<f8')";

  @TempDir private Path directory;

  /** A file of format 1.0 or 2.0. */
  private static byte[] npy(int version, String header, byte[] data) {
    ByteBuffer length = ByteBuffer.allocate(2 * version).order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      length.putShort((short) header.length());
    } else {
      length.putInt(header.length());
    }
    byte[] magic = Bytes.latin1("\u0093NUMPY" + (char) version + "\0");
    return Bytes.concat(magic, length.array(), Bytes.latin1(header), data);
  }

  private static String header(String descr, String fortran, String shape) {
    return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, fortran, shape);
  }

  private Matrix read(byte[] bytes) throws IOException {
    return Npy.read(Files.write(directory.resolve("a.npy"), bytes));
  }

  private static byte[] bigEndian(byte[] littleEndian, int elementBytes) {
    byte[] result = littleEndian.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] =
          littleEndian[i / elementBytes * elementBytes + elementBytes - 1 - i % elementBytes];
    }
    return result;
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void aMatrixComesBackBitForBit(ElementType type) throws IOException {
    Matrix matrix =
        Matrix.of(type, new double[][] {{0.1, -0.0, Double.NaN}, {1e-310, 3, -1.0 / 0.0}});
    Path file = directory.resolve("a.npy");
    for (Matrix view : new Matrix[] {matrix, matrix.transposed(), matrix.block(0, 1, 2, 2)}) {
      Npy.write(file, view);
      Bits.assertSame(view, Npy.read(file));
    }
    Npy.write(file, Matrix.zeros(type, 0, 5));
    assertEquals("0×5", Npy.read(file).shape());
  }

  @Test
  void theBytesAreNumpys() throws IOException {
    Path file = directory.resolve("a.npy");
    Npy.write(file, Matrix.of(ElementType.FLOAT32, new double[][] {{1, 2, 3}}));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
    byte[] expected =
        npy(1, header + " ".repeat(128 - 10 - header.length() - 1) + "\n", Bytes.floats(1, 2, 3));
    assertEquals(0, (expected.length - 12) % 64);
    assertArrayEquals(expected, Files.readAllBytes(file));
  }

  @Test
  void bothFormatsBothOrdersOfBytesAndOfElementsAreRead() throws IOException {
    double[][] rows = {{1, 2, 3}, {4, 5, 6}};
    byte[] byRows = Bytes.doubles(1, 2, 3, 4, 5, 6);
    byte[] byColumns = Bytes.doubles(1, 4, 2, 5, 3, 6);
    for (int version = 1; version <= 2; version++) {
      assertArrayEquals(
          rows, read(npy(version, header("'<f8'", "False", "(2, 3)"), byRows)).toArray());
      assertArrayEquals(
          rows, read(npy(version, header("'<f8'", "True", "(2, 3)"), byColumns)).toArray());
      assertArrayEquals(
          rows,
          read(npy(version, header("'>f8'", "False", "(2, 3)"), bigEndian(byRows, 8))).toArray());
    }
    Matrix floats =
        read(npy(1, header("'>f4'", "True", "(1, 2)"), bigEndian(Bytes.floats(7, -8), 4)));
    assertEquals(ElementType.FLOAT32, floats.type());
    assertArrayEquals(new double[][] {{7, -8}}, floats.toArray());
    assertTrue(floats.isContiguous());
  }

  @Test
  void aVectorBecomesAColumn() throws IOException {
    Matrix vector = read(npy(1, header("'<f4'", "True", "(3,)"), Bytes.floats(1, 2, 3)));
    assertArrayEquals(new double[][] {{1}, {2}, {3}}, vector.toArray());
  }

  @Test
  void otherWritersSpellTheHeaderOtherwise() throws IOException {
    String[] spellings = {
      "{\"shape\":(1,2),\"fortran_order\":False,\"descr\":\"<f4\"}",
      "  {'shape' : ( 1L, 2L, ) , 'descr' : '<f4' , 'fortran_order' : False}  \n",
    };
    for (String spelling : spellings) {
      assertEquals("1×2", read(npy(1, spelling, Bytes.floats(1, 2))).shape(), spelling);
    }
  }

  static Stream<Arguments> refused() {
    String shape = "; save a matrix: a.reshape(len(a), -1)";
    return Stream.of(
        arguments(
            "has shape \"(2, 1, 1)\", neither a vector nor a matrix" + shape,
            header("'<f4'", "False", "(2, 1, 1)"),
            8),
        arguments(
            "has shape \"()\", neither a vector nor a matrix" + shape,
            header("'<f8'", "False", "()"),
            8),
        arguments("holds Python objects, a pickle" + NUMBERS, header("'|O'", "False", "(1,)"), 8),
        arguments(
            "holds records (a structured dtype)" + NUMBERS,
            header("[('x', '<f4'), ('y', '<f4')]", "False", "(1,)"),
            8),
        arguments(
            "has dtype \"<i8\", and only <f4, <f8, >f4 and >f8 are read" + NUMBERS,
            header("'<i8'", "False", "(1,)"),
            8),
        arguments(
            "has dtype \"<f2\", and only <f4, <f8, >f4 and >f8 are read" + NUMBERS,
            header("'<f2'", "False", "(4,)"),
            8),
        arguments(
            "has shape \"(3,)\" of 4-byte elements, but 8 bytes of them" + DAMAGED,
            header("'<f4'", "False", "(3,)"),
            8),
        arguments(
            "has shape \"(2,)\" of 4-byte elements, but 9 bytes of them" + DAMAGED,
            header("'<f4'", "False", "(2,)"),
            9),
        arguments(
            "has shape \"(2147483647, 2147483647)\" of 8-byte elements, but 8 bytes of them"
                + DAMAGED,
            header("'<f8'", "False", "(2147483647, 2147483647)"),
            8),
        arguments(
            "has a size \"4294967296\" in its shape, more than one matrix of this library holds;"
                + " split it",
            header("'<f8'", "False", "(4294967296,)"),
            8));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void otherArraysAreRefusedByName(String message, String header, int dataBytes)
      throws IOException {
    assertRefused(message, npy(1, header, new byte[dataBytes]));
  }

  private void assertRefused(String message, byte[] bytes) {
    TensorFileException e = assertThrows(TensorFileException.class, () -> read(bytes));
    assertEquals(directory.resolve("a.npy") + ": " + message, e.getMessage());
    Bytes.assertOneLine(e.getMessage());
  }

  @Test
  void headersThatAreNoneAreRefused() {
    String good = header("'<f4'", "False", "(2,)").strip();
    String[] headers = {
      "",
      "{}",
      good + good,
      good.substring(0, good.length() - 1),
      good.substring(1),
      header("'<f4'", "'True'", "(2,)"),
      header("'<f4'", "0", "(2,)"),
      "{'descr': '<f4', 'fortran_order': False, 'fortran_order': False, }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True, }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': __import__('os'), }"
    };
    for (String header : headers) {
      TensorFileException e =
          assertThrows(
              TensorFileException.class, () -> read(npy(1, header, Bytes.floats(1, 2))), header);
      assertTrue(e.getMessage().contains("has a NumPy header that is not {'descr': …"), header);
      Bytes.assertOneLine(e.getMessage());
    }
  }

  @Test
  void headersAreBoundedAndFormatsNamed() {
    String padded = header("'<f4'", "False", "(1,)");
    padded = padded + " ".repeat(Npy.MAX_HEADER_BYTES - padded.length());
    String atLimit = padded;
    assertEquals(
        "1×1",
        org.junit.jupiter.api.Assertions.assertDoesNotThrow(
                () -> read(npy(1, atLimit, Bytes.floats(1))))
            .shape());
    assertRefused(
        "claims a NumPy header of 10001 bytes; there are 10005, and 10000 are allowed" + DAMAGED,
        npy(1, atLimit + " ", Bytes.floats(1)));
    byte[] third = npy(2, header("'<f4'", "False", "(1,)"), Bytes.floats(1));
    third[6] = 3;
    assertRefused(
        "is a NumPy array of format 3.0, and only 1.0 and 2.0 are read; save it with numpy.save as"
            + " an array of float32 or float64",
        third);
  }

  @Test
  void otherKindsOfFilesAreNamed() {
    assertRefused(
        "is a ZIP archive, such as NPZ or PyTorch's .pt, not a NumPy array (NPY); name a file that"
            + " numpy.save wrote",
        Bytes.latin1("PK\u0003\u0004 and more bytes than ten"));
    assertRefused(
        "is not a NumPy array (NPY); name a file that numpy.save wrote", Bytes.latin1("1,2\n3,4"));
  }

  /** Every truncation and every flipped bit: read, or refused with the one exception. */
  @Test
  void damageIsRefusedOrChangesNumbersOnly() throws IOException {
    byte[] whole = npy(1, header("'<f4'", "False", "(2, 3)"), Bytes.floats(1, 2, 3, 4, 5, 6));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(TensorFileException.class, () -> read(cut), "cut to " + length);
    }
    int read = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Matrix matrix = read(flipped);
        assertEquals(24, MatrixBytes.size(matrix), "bit " + bit);
        read++;
      } catch (TensorFileException e) {
        Bytes.assertOneLine(e.getMessage());
      }
    }
    assertTrue(read >= 24 * 8, "flipped bits of elements are numbers too: " + read);
  }
}
