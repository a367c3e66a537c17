// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The smallest ONNX file of a network: for each layer Gemm(transB) and Relu or Sigmoid, on examples
 * as rows. Protocol Buffers by hand; field numbers are those of onnx.proto, operator set 13.
 */
final class OnnxModel {

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;

  /** TensorProto.DataType. */
  private static final int FLOAT = 1;

  private static final int DOUBLE = 11;

  /** AttributeProto.AttributeType.INT. */
  private static final int INT = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private OnnxModel() {}

  /** Returns the bytes of a file with input {@code x} (examples×n0) and output {@code y}. */
  static byte[] bytes(Parameters parameters, int examples) {
    int layers = parameters.layers();
    OnnxModel graph = new OnnxModel();
    for (int l = 1; l <= layers; l++) {
      String in = l == 1 ? "x" : "A" + (l - 1);
      String out = l == layers ? "y" : "A" + l;
      OnnxModel transB = new OnnxModel().text(1, "transB").number(3, 1).number(20, INT);
      graph.part(
          1,
          new OnnxModel()
              .text(1, in)
              .text(1, "W" + l)
              .text(1, "b" + l)
              .text(2, "Z" + l)
              .text(4, "Gemm")
              .part(5, transB));
      graph.part(
          1,
          new OnnxModel().text(1, "Z" + l).text(2, out).text(4, l == layers ? "Sigmoid" : "Relu"));
    }
    graph.text(2, "net");
    for (int l = 1; l <= layers; l++) {
      Matrix weight = parameters.weight(l);
      graph.part(5, tensor("W" + l, weight, weight.rows(), weight.cols()));
      graph.part(5, tensor("b" + l, parameters.bias(l), weight.rows()));
    }
    int type = parameters.type() == ElementType.FLOAT32 ? FLOAT : DOUBLE;
    graph.part(11, value("x", type, examples, parameters.topology().inputs()));
    graph.part(12, value("y", type, examples, parameters.topology().outputs()));
    return new OnnxModel()
        .number(1, IR_VERSION)
        .part(7, graph)
        .part(8, new OnnxModel().text(1, "").number(2, OPERATOR_SET))
        .bytes
        .toByteArray();
  }

  private static OnnxModel tensor(String name, Matrix matrix, int... dimensions) {
    boolean floats = matrix.type() == ElementType.FLOAT32;
    ByteBuffer raw =
        ByteBuffer.allocate(matrix.rows() * matrix.cols() * matrix.type().bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.cols(); j++) {
        if (floats) {
          raw.putFloat((float) matrix.get(i, j));
        } else {
          raw.putDouble(matrix.get(i, j));
        }
      }
    }
    OnnxModel tensor = new OnnxModel();
    for (int dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, floats ? FLOAT : DOUBLE).text(8, name).raw(9, raw.array());
  }

  private static OnnxModel value(String name, int type, int... dimensions) {
    OnnxModel shape = new OnnxModel();
    for (int dimension : dimensions) {
      shape.part(1, new OnnxModel().number(1, dimension));
    }
    OnnxModel tensor = new OnnxModel().number(1, type).part(2, shape);
    return new OnnxModel().text(1, name).part(2, new OnnxModel().part(1, tensor));
  }

  private OnnxModel number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private OnnxModel text(int field, String value) {
    return raw(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxModel part(int field, OnnxModel value) {
    return raw(field, value.bytes.toByteArray());
  }

  private OnnxModel raw(int field, byte[] value) {
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
