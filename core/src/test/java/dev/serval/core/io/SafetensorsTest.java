// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Safetensors} writes and reads back. */
class SafetensorsTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("model.safetensors");
  }

  private TensorFile roundTrip(TensorFile content) throws IOException {
    Safetensors.write(path(), content);
    return Safetensors.read(path());
  }

  private TensorFile read(byte[] bytes) throws IOException {
    Files.write(path(), bytes);
    return Safetensors.read(path());
  }

  /**
   * 142 bytes of header and 2 of padding, counted by hand: 0x90; the elements as IEEE 754 gives
   * them.
   */
  @Test
  void tinyFileHasTheBytesOfTheFormat() throws IOException {
    TensorFile content =
        new TensorFile(
            List.of(
                Tensor.matrix("W1", FloatMatrix.of(new float[] {1, -2, 0.5f, 3, 4, 5}, 2, 3)),
                Tensor.vector("b1", DoubleMatrix.of(new double[] {-1.5}, 1, 1))),
            Map.of("seed", "1"));
    byte[] expected =
        Bytes.concat(
            HexFormat.of().parseHex("9000000000000000"),
            Bytes.latin1("{\"__metadata__\":{\"seed\":\"1\"},"),
            Bytes.latin1("\"W1\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"),
            Bytes.latin1("\"b1\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[24,32]}}"),
            Bytes.latin1("  "),
            HexFormat.of().parseHex("0000803f000000c00000003f"),
            HexFormat.of().parseHex("00004040000080400000a040"),
            HexFormat.of().parseHex("000000000000f8bf"));

    Safetensors.write(path(), content);

    assertArrayEquals(expected, Files.readAllBytes(path()));
    Bytes.assertSame(content, Safetensors.read(path()));
  }

  @Test
  void headerIsPaddedToEightBytes() throws IOException {
    for (int length = 0; length < 16; length++) {
      TensorFile content =
          new TensorFile(
              List.of(Tensor.matrix("x".repeat(length), FloatMatrix.of(new float[1], 1, 1))),
              Map.of());
      Safetensors.write(path(), content);
      assertEquals(0, (Files.size(path()) - 4) % 8);
      Bytes.assertSame(content, Safetensors.read(path()));
    }
  }

  @Test
  void stridedViewsAreWrittenRowByRow() throws IOException {
    Matrix doubles = Matrix.zeros(ElementType.FLOAT64, 5, 7);
    Matrix floats = Matrix.zeros(ElementType.FLOAT32, 5, 7);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 7; j++) {
        doubles.set(i, j, 10 * i + j);
        floats.set(i, j, 10 * i + j);
      }
    }
    for (Matrix matrix : List.of(doubles, floats)) {
      TensorFile content =
          new TensorFile(
              List.of(
                  Tensor.matrix("transposed", matrix.transposed()),
                  Tensor.matrix("block", matrix.block(1, 2, 3, 4)),
                  Tensor.matrix("column", matrix.columns(3, 4)),
                  Tensor.vector("vector", matrix.columns(6, 7)),
                  Tensor.matrix("block transposed", matrix.block(1, 2, 3, 4).transposed())),
              Map.of());
      TensorFile read = roundTrip(content);
      for (Tensor tensor : content.tensors()) {
        Tensor again = read.find(tensor.name()).orElseThrow();
        assertArrayEquals(tensor.values().toArray(), again.values().toArray());
        assertEquals(tensor.shape(), again.shape());
        assertTrue(again.values().isContiguous());
      }
      assertEquals(63.0, read.find("block transposed").orElseThrow().values().get(3, 2) + 28);
    }
  }

  @Test
  void everyBitOfSpecialValuesIsKept() throws IOException {
    double[] doubles = {
      -0.0,
      Double.NaN,
      Double.longBitsToDouble(0x7ff8_0000_0000_1234L),
      Double.longBitsToDouble(0xfff0_0000_0000_0001L),
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE
    };
    float[] floats = {
      -0.0f, Float.NaN, Float.intBitsToFloat(0x7fc0_1234), Float.POSITIVE_INFINITY, Float.MIN_VALUE
    };
    TensorFile read =
        roundTrip(
            new TensorFile(
                List.of(
                    Tensor.matrix("d", DoubleMatrix.of(doubles, 2, 3)),
                    Tensor.matrix("dT", DoubleMatrix.of(doubles, 2, 3).transposed()),
                    Tensor.matrix("f", FloatMatrix.of(floats, 5, 1))),
                Map.of()));
    byte[] bytes = Files.readAllBytes(path());
    byte[] data = Bytes.concat(Bytes.doubles(doubles), transposed(doubles), Bytes.floats(floats));
    byte[] tail = new byte[data.length];
    System.arraycopy(bytes, bytes.length - data.length, tail, 0, data.length);
    assertArrayEquals(data, tail);
    DoubleMatrix d = (DoubleMatrix) read.tensors().get(0).values();
    for (int i = 0; i < doubles.length; i++) {
      assertEquals(
          Double.doubleToRawLongBits(doubles[i]), Double.doubleToRawLongBits(d.array()[i]));
    }
  }

  private static byte[] transposed(double[] d) {
    return Bytes.doubles(d[0], d[3], d[1], d[4], d[2], d[5]);
  }

  @Test
  void tensorsLargerThanOneChunkComeBackWhole() throws IOException {
    Matrix large = Matrix.zeros(ElementType.FLOAT64, 77, 333);
    Matrix floats = Matrix.zeros(ElementType.FLOAT32, 3, 20_011);
    for (Matrix m : List.of(large, floats)) {
      for (int i = 0; i < m.rows(); i++) {
        for (int j = 0; j < m.cols(); j++) {
          m.set(i, j, i * 1000.0 + j);
        }
      }
    }
    TensorFile content =
        new TensorFile(
            List.of(
                Tensor.matrix("a", large),
                Tensor.matrix("b", floats),
                Tensor.matrix("c", large.transposed()),
                Tensor.matrix("d", floats.block(0, 1, 3, 20_010))),
            Map.of());
    Bytes.assertSame(content, roundTrip(content));
  }

  @Test
  void emptyTensorsAndEmptyFilesOfTensorsComeBack() throws IOException {
    TensorFile nothing = new TensorFile(List.of(), Map.of());
    Bytes.assertSame(nothing, roundTrip(nothing));
    TensorFile empty =
        new TensorFile(
            List.of(
                Tensor.matrix("a", Matrix.zeros(ElementType.FLOAT32, 0, 3)),
                Tensor.matrix("b", Matrix.zeros(ElementType.FLOAT64, 1, 1)),
                Tensor.matrix("c", Matrix.zeros(ElementType.FLOAT32, 3, 0)),
                Tensor.vector("d", Matrix.zeros(ElementType.FLOAT32, 0, 1))),
            Map.of());
    Bytes.assertSame(empty, roundTrip(empty));
  }

  @Test
  void anyWellFormedTextIsANameOrMetadata() throws IOException {
    String text = "quote\" backslash\\ slash/ \b\f\n\r\t \u0000\u001f\u007f é ẞ 漢 𝒳 \u2028 end";
    TensorFile content =
        new TensorFile(
            List.of(
                Tensor.matrix(text, Matrix.zeros(ElementType.FLOAT32, 1, 1)),
                Tensor.matrix("", Matrix.zeros(ElementType.FLOAT32, 1, 1))),
            Map.of(text, text, "", ""));
    Bytes.assertSame(content, roundTrip(content));
  }

  @Test
  void equalContentGivesEqualBytesWhateverTheOrderOfMetadata() throws IOException {
    Map<String, String> forwards = new LinkedHashMap<>();
    Map<String, String> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forwards.put("key" + i, "value");
      backwards.put("key" + (19 - i), "value");
    }
    List<Tensor> tensors = List.of(Tensor.matrix("a", Matrix.zeros(ElementType.FLOAT32, 2, 2)));
    Safetensors.write(path(), new TensorFile(tensors, forwards));
    byte[] bytes = Files.readAllBytes(path());
    Safetensors.write(path(), new TensorFile(tensors, backwards));
    assertArrayEquals(bytes, Files.readAllBytes(path()));
  }

  @Test
  void headersOfOtherWritersAreRead() throws IOException {
    // Blanks, members in another order, escapes, tensors not in the order of their data, no
    // metadata.
    String header =
        "{ \"b\" : {\"data_offsets\":[8 , 16],\n"
            + "\"shape\":[ 2 ],"
            + "\t\"dtype\":\"F32\"},\"\\u0057\\u0031\\ud835\\udcb3\\u00e9\\u07ff\\u0800\\u6F22\\uffff\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[0,8]}}\r\n"
            + " ";
    TensorFile read =
        read(Bytes.file(header, Bytes.concat(Bytes.doubles(2.5), Bytes.floats(3, 4))));
    assertEquals(
        List.of("b", "W1𝒳é\u07ff\u0800漢\uffff"),
        read.tensors().stream().map(Tensor::name).toList());
    assertEquals(List.of(2), read.tensors().get(0).shape());
    assertArrayEquals(new double[][] {{3}, {4}}, read.tensors().get(0).values().toArray());
    assertArrayEquals(new double[][] {{2.5}}, read.tensors().get(1).values().toArray());
    assertEquals(Map.of(), read.metadata());
  }

  @Test
  void misuseIsNamed() {
    Matrix matrix = Matrix.zeros(ElementType.FLOAT32, 2, 3);
    assertMisuse(
        "tensor: the name __metadata__ is reserved; take another",
        () -> Tensor.matrix("__metadata__", matrix));
    assertMisuse(
        "tensor \"v\": rank 1 for a 2×3 matrix; rank must be 2, or 1 for a matrix of one column",
        () -> Tensor.vector("v", matrix));
    assertMisuse(
        "tensor \"v\": rank 3 for a 2×3 matrix; rank must be 2, or 1 for a matrix of one column",
        () -> new Tensor("v", 3, matrix));
    assertMisuse(
        "tensor file: two tensors are named \"a\"; names must differ",
        () ->
            new TensorFile(
                List.of(Tensor.matrix("a", matrix), Tensor.matrix("a", matrix)), Map.of()));
    assertMisuse(
        "tensor file: the metadata value \"\ud835\" has a lone surrogate; it cannot be stored as"
            + " UTF-8",
        () -> new TensorFile(List.of(), Map.of("key", "\ud835")));
    assertMisuse(
        "safetensors: names and metadata need a header of 4194336 bytes; at most 4194304 are"
            + " allowed",
        () ->
            Safetensors.write(
                path(),
                new TensorFile(
                    List.of(), Map.of("key", "x".repeat(Safetensors.MAX_HEADER_BYTES)))));
  }

  private static void assertMisuse(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void failedWritingKeepsTheOldFileAndNamesIt() throws IOException {
    TensorFile old = new TensorFile(List.of(), Map.of("old", "yes"));
    Safetensors.write(path(), old);
    Path blocked = path().resolve("below a file");
    IOException e = assertThrows(IOException.class, () -> Safetensors.write(blocked, old));
    assertTrue(String.valueOf(e.getMessage()).startsWith(blocked + ": cannot be written: "));
    Bytes.assertSame(old, Safetensors.read(path()));
    assertEquals(List.of("model.safetensors"), Bytes.names(directory));
  }
}
