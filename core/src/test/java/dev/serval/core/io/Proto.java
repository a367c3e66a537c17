// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Messages of Protocol Buffers for tests, and ONNX's messages made of them. */
final class Proto {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Proto number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  Proto fraction(int field, float value) {
    byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
    return varint(((long) field << 3) | 5).raw(four);
  }

  Proto text(int field, String value) {
    return data(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto part(int field, Proto value) {
    return data(field, value.bytes());
  }

  Proto data(int field, byte[] value) {
    return varint(((long) field << 3) | 2).varint(value.length).raw(value);
  }

  Proto raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  Proto varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** ModelProto of operator set 17, as its parts are ordered by every serializer. */
  static byte[] model(Proto graph) {
    return new Proto()
        .number(1, 8)
        .text(2, "test")
        .part(7, graph)
        .part(8, new Proto().number(2, 17))
        .bytes();
  }

  /** GraphProto of one input and one output. */
  static Proto graph(String input, int features, String output, int outputs) {
    return new Proto()
        .text(2, "graph")
        .part(11, value(input, 0, features))
        .part(12, value(output, 0, outputs));
  }

  /** ValueInfoProto of floats; a size of 0 is free. */
  static Proto value(String name, long... sizes) {
    return value(1, name, sizes);
  }

  /** ValueInfoProto of elements of this type; a size of 0 is free. */
  static Proto value(int type, String name, long... sizes) {
    Proto shape = new Proto();
    for (long size : sizes) {
      shape.part(1, size == 0 ? new Proto().text(2, "batch") : new Proto().number(1, size));
    }
    Proto tensor = new Proto().number(1, type).part(2, shape);
    return new Proto().text(1, name).part(2, new Proto().part(1, tensor));
  }

  /** NodeProto. */
  static Proto node(String operator, String output, String... inputs) {
    Proto node = new Proto();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, "/" + output + "/" + operator).text(4, operator);
  }

  Proto whole(String attribute, long value) {
    return part(5, new Proto().text(1, attribute).number(3, value).number(20, 2));
  }

  Proto factor(String attribute, float value) {
    return part(5, new Proto().text(1, attribute).fraction(2, value).number(20, 1));
  }

  Proto tensor(String attribute, Proto value) {
    return part(5, new Proto().text(1, attribute).part(5, value).number(20, 4));
  }

  /** TensorProto of floats as raw bytes. */
  static Proto floats(String name, float[] values, long... sizes) {
    return header(1, name, sizes).data(9, Bytes.floats(values));
  }

  /** What a TensorProto says of itself. */
  static Proto header(int type, String name, long... sizes) {
    Proto tensor = new Proto();
    for (long size : sizes) {
      tensor.number(1, size);
    }
    return tensor.number(2, type).text(8, name);
  }
}
