// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads and writes networks as ONNX models. Written is operator set {@link #OPERATOR_SET}, examples
 * as rows, {@code input} [batch, n0] → Div by the divisor → (Gemm → Relu) for each hidden layer →
 * Gemm → Sigmoid → {@code probability} [batch, nL], in the network's element type. The initialisers
 * are W1, b1, …, each W [n_l, n_{l−1}] as here (Gemm transposes it), each b [n_l].
 *
 * <p>Source: onnx.proto of the ONNX project, for the numbers of fields, and the wire format of
 * Protocol Buffers, of which an object of this class is one message.
 */
public final class Onnx {

  /** What the operators' meaning is defined by: the set of ONNX 1.12. */
  public static final int OPERATOR_SET = 17;

  /** What the messages' meaning is defined by: the version of ONNX 1.12. */
  public static final int IR_VERSION = 8;

  /** The input's name, [batch, n0]. */
  public static final String INPUT = "input";

  /** The output's name, [batch, nL]. */
  public static final String OUTPUT = "probability";

  /** The name of the number of examples, which is free. */
  public static final String BATCH = "batch";

  /** A message of Protocol Buffers may have 2 GB; half of that leaves room for copies of it. */
  private static final long MAX_BYTES = 1L << 30;

  /** What is read: a file that can be written, and then some names. */
  private static final long MAX_FILE_BYTES = MAX_BYTES + (1 << 26);

  // TensorProto.DataType and AttributeProto.AttributeType
  private static final int FLOAT = 1;
  private static final int DOUBLE = 11;
  private static final int INT = 2;

  private static final String DIVISOR = "divisor";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Onnx() {}

  /**
   * Writes a file, replacing it as a whole (see {@link AtomicFile}).
   *
   * @param file the target; its directory must exist
   * @param parameters the network; read
   * @param divisor what inputs are divided by, such as 255 for pixels; 1 for nothing
   * @param metadata what else the file says, in its {@code metadata_props}
   * @throws IOException naming the file, if it cannot be written; it is then as it was
   * @throws IllegalArgumentException if the network has more than 1 GB
   */
  public static void write(
      Path file, Parameters parameters, double divisor, Map<String, String> metadata)
      throws IOException {
    AtomicFile.write(file, bytes(parameters, divisor, metadata));
  }

  /**
   * Returns the bytes of the file that {@link #write} writes. Equal networks give equal bytes.
   *
   * @param parameters the network; read
   * @param divisor what inputs are divided by; 1 for nothing
   * @param metadata what else the file says; its order is kept
   */
  public static byte[] bytes(Parameters parameters, double divisor, Map<String, String> metadata) {
    long size = parameters.all().stream().mapToLong(MatrixBytes::size).sum();
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException(
          "onnx: the parameters have %d bytes; a file can hold %d".formatted(size, MAX_BYTES));
    }
    Onnx model =
        new Onnx()
            .number(1, IR_VERSION)
            .text(2, "serval")
            .part(7, graph(parameters, divisor))
            .part(8, new Onnx().text(1, "").number(2, OPERATOR_SET));
    metadata.forEach((key, value) -> model.part(14, new Onnx().text(1, key).text(2, value)));
    return model.bytes.toByteArray();
  }

  /** Returns whether a file begins as an ONNX model; false if it cannot be read. */
  public static boolean isOnnx(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return FileKind.isOnnx(in.readNBytes(FileKind.SNIFFED_BYTES));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a network that {@link #write} wrote, or another tool: a chain of Gemm, or MatMul and Add,
   * with Relu between and Sigmoid at the end, whose input [batch, n0] may be divided by a number
   * first; FLOAT or DOUBLE, in one file. It takes about twice the memory of the file.
   *
   * @param file a regular file
   * @throws TensorFileException if the file cannot be read or is not such a network; its one line
   *     names what is not supported
   */
  public static OnnxModel read(Path file) throws TensorFileException {
    TensorFileException.requireFile(file);
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw new MalformedException(
            "has %d bytes; at most %d are read".formatted(size, MAX_FILE_BYTES),
            "choose another file");
      }
      return OnnxReader.read(Files.readAllBytes(file));
    } catch (MalformedException e) {
      throw e.of(file);
    } catch (IOException e) {
      throw TensorFileException.of(file, e);
    }
  }

  private static Onnx graph(Parameters parameters, double divisor) {
    int layers = parameters.layers();
    int type = parameters.type() == ElementType.FLOAT32 ? FLOAT : DOUBLE;
    Onnx graph = new Onnx();
    String in = INPUT;
    if (divisor != 1) {
      graph.part(1, node("Div", "A0", in, DIVISOR));
      in = "A0";
    }
    for (int l = 1; l <= layers; l++) {
      Onnx transB = new Onnx().text(1, "transB").number(3, 1).number(20, INT);
      graph.part(1, node("Gemm", "Z" + l, in, "W" + l, "b" + l).part(5, transB));
      in = l == layers ? OUTPUT : "A" + l;
      graph.part(1, node(l == layers ? "Sigmoid" : "Relu", in, "Z" + l));
    }
    graph.text(2, "network " + parameters.topology());
    if (divisor != 1) {
      Matrix scalar = Matrix.of(parameters.type(), new double[][] {{divisor}});
      graph.part(5, tensor(DIVISOR, type, scalar));
    }
    for (int l = 1; l <= layers; l++) {
      Matrix weight = parameters.weight(l);
      graph.part(5, tensor("W" + l, type, weight, weight.rows(), weight.cols()));
      graph.part(5, tensor("b" + l, type, parameters.bias(l), weight.rows()));
    }
    return graph
        .part(11, value(INPUT, type, parameters.topology().inputs()))
        .part(12, value(OUTPUT, type, parameters.topology().outputs()));
  }

  private static Onnx node(String operator, String output, String... inputs) {
    Onnx node = new Onnx();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, operator + "_" + output).text(4, operator);
  }

  /** TensorProto, with the elements as bytes; no dimensions are a scalar's. */
  private static Onnx tensor(String name, int type, Matrix matrix, int... dimensions) {
    Onnx elements = new Onnx();
    try {
      MatrixBytes.write(matrix, elements.bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory has no input or output", e);
    }
    Onnx tensor = new Onnx();
    for (int dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, type).text(8, name).part(9, elements);
  }

  /** ValueInfoProto of type [batch, size]. */
  private static Onnx value(String name, int type, int size) {
    Onnx shape = new Onnx().part(1, new Onnx().text(2, BATCH)).part(1, new Onnx().number(1, size));
    Onnx tensor = new Onnx().number(1, type).part(2, shape);
    return new Onnx().text(1, name).part(2, new Onnx().part(1, tensor));
  }

  private Onnx number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private Onnx text(int field, String value) {
    return raw(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private Onnx part(int field, Onnx value) {
    return raw(field, value.bytes.toByteArray());
  }

  private Onnx raw(int field, byte[] value) {
    varint(((long) field << 3) | 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while (rest >= 0x80) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
