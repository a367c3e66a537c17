// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A constant of an ONNX model, TensorProto: a number, a vector or a matrix of FLOAT or DOUBLE, as
 * raw bytes or as a list. It is decoded, and found wanting, when it is asked for.
 */
final class OnnxTensor {

  private static final int RAW_DATA = 9;

  /** A tensor of more is refused whatever they are. */
  private static final int MOST_DIMENSIONS = 8;

  /** TensorProto.DataType, by number. */
  private static final List<String> TYPES =
      List.of(
          "UNDEFINED",
          "FLOAT",
          "UINT8",
          "INT8",
          "UINT16",
          "INT16",
          "INT32",
          "INT64",
          "STRING",
          "BOOL",
          "FLOAT16",
          "DOUBLE",
          "UINT32",
          "UINT64",
          "COMPLEX64",
          "COMPLEX128",
          "BFLOAT16");

  private final ProtoMessage message;
  private final String name;
  private final List<Long> shape;
  private final long type;
  private final boolean elsewhere;
  private final boolean transposed;

  private OnnxTensor(OnnxTensor other, String name, boolean transposed) {
    this.message = other.message;
    this.name = name;
    this.shape = other.shape;
    this.type = other.type;
    this.elsewhere = other.elsewhere;
    this.transposed = transposed;
  }

  /** Reads what the tensor says of itself. */
  OnnxTensor(ProtoMessage message) throws MalformedException {
    String ownName = "";
    List<Long> sizes = new ArrayList<>();
    long ownType = 0;
    boolean isElsewhere = false;
    ProtoMessage in = message.fromStart();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.addTo(sizes, MOST_DIMENSIONS);
        case 2 -> ownType = in.number();
        case 8 -> ownName = in.text();
        case 13 -> isElsewhere = true;
        case 14 -> isElsewhere |= in.number() != 0;
        default -> {}
      }
    }
    this.message = message;
    this.name = ownName;
    this.shape = List.copyOf(sizes);
    this.type = ownType;
    this.elsewhere = isElsewhere;
    this.transposed = false;
  }

  /** Returns the name, empty if it has none. */
  String name() {
    return name;
  }

  /** Returns this tensor under another name; with rows and columns exchanged if so asked for. */
  OnnxTensor as(String newName, boolean exchanged) {
    return new OnnxTensor(this, newName, transposed ^ exchanged);
  }

  /** Returns how many bytes of the file it takes, at least those of its elements. */
  int fileBytes() {
    return message.length();
  }

  /** Returns the sizes, as they are after a transposition. */
  List<Long> shape() {
    return transposed ? shape.reversed() : shape;
  }

  /** Returns a new matrix with the elements: rows × columns, n × 1 of a vector, 1 × 1. */
  Matrix matrix() throws MalformedException {
    ElementType element = elementType();
    if (shape.size() > 2) {
      throw wrong("has shape " + shape + "; only numbers, vectors and matrices are read");
    }
    long rows = shape.isEmpty() ? 1 : shape.get(0);
    long cols = shape.size() < 2 ? 1 : shape.get(1);
    int list = element == ElementType.FLOAT32 ? 4 : 10;
    long held = 0;
    int holders = 0;
    int last = 0;
    ProtoMessage in = message.fromStart();
    while (in.next()) {
      if (in.field() == list || in.field() == RAW_DATA) {
        held += in.elements(element.bytes()).remaining() / element.bytes();
        holders += in.field() == RAW_DATA || last != list ? 1 : 0;
        last = in.field();
      }
    }
    // Divided, not multiplied, which could overflow.
    if (rows < 1 || cols < 1 || held % rows != 0 || held / rows != cols || holders != 1) {
      throw wrong("has shape %s, but holds %d elements".formatted(shape, held));
    }
    Matrix matrix = Matrix.zeros(element, (int) rows, (int) cols);
    int at = 0;
    in = message.fromStart();
    while (in.next()) {
      if (in.field() == last) {
        ByteBuffer bytes = in.elements(element.bytes());
        int count = bytes.remaining() / element.bytes();
        switch (matrix) {
          case FloatMatrix m -> bytes.asFloatBuffer().get(m.array(), at, count);
          case DoubleMatrix m -> bytes.asDoubleBuffer().get(m.array(), at, count);
        }
        at += count;
      }
    }
    return transposed ? matrix.transposed() : matrix;
  }

  private ElementType elementType() throws MalformedException {
    if (elsewhere) {
      throw new MalformedException(
          "the tensor %s lies in another file (external data)".formatted(OneLine.quoted(name)),
          "save the model as one file, as Python's onnx.save does by default");
    }
    if (type == 1) {
      return ElementType.FLOAT32;
    }
    if (type == 11) {
      return ElementType.FLOAT64;
    }
    boolean known = type >= 0 && type < TYPES.size();
    throw new MalformedException(
        "the tensor %s has the type %s, and only FLOAT and DOUBLE are read"
            .formatted(OneLine.quoted(name), known ? TYPES.get((int) type) : type),
        "export the network in float32");
  }

  private MalformedException wrong(String what) {
    return new MalformedException("the tensor " + OneLine.quoted(name) + " " + what);
  }
}
