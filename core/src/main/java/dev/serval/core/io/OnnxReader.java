// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an ONNX model, ModelProto, and its graph, GraphProto: which tensors are constant, and what
 * goes in and out. What the operations are is {@link OnnxChain}'s business. Fields that are of no
 * account for what the network computes are skipped, as Protocol Buffers has it.
 */
final class OnnxReader {

  /** Before this set, Add, Div and Gemm broadcast only where an attribute says so. */
  private static final int FIRST_OPERATOR_SET = 7;

  /** A layer needs two tensors and at most five operations; others may stand between. */
  private static final int MOST_NODES = 4 * Safetensors.MAX_TENSORS;

  /** Of the input, which must have two; that many are counted for the message. */
  private static final int MOST_DIMENSIONS = 8;

  private final Map<String, OnnxTensor> constants = new HashMap<>();
  private final Map<String, ProtoMessage> inputs = new HashMap<>();
  private final List<String> outputs = new ArrayList<>();

  private OnnxReader() {}

  /** Reads a file's content. */
  static OnnxModel read(byte[] file) throws MalformedException {
    ProtoMessage graph = ProtoMessage.EMPTY;
    Map<String, String> metadata = new HashMap<>();
    long operatorSet = 0;
    ProtoMessage in = new ProtoMessage(file);
    while (in.next()) {
      switch (in.field()) {
        case 7 -> {
          if (graph != ProtoMessage.EMPTY) {
            throw new MalformedException("it has two graphs");
          }
          graph = in.message();
        }
        case 8 -> operatorSet = Math.max(operatorSet, operatorSet(in.message()));
        case 14 -> {
          String[] entry = {"", ""};
          ProtoMessage part = in.message();
          while (part.next()) {
            if (part.field() == 1 || part.field() == 2) {
              entry[part.field() - 1] = part.text();
            }
          }
          if (metadata.put(entry[0], entry[1]) != null
              || metadata.size() > Safetensors.MAX_METADATA_ENTRIES) {
            throw new MalformedException(
                "it has more than %d metadata entries, or one of them twice"
                    .formatted(Safetensors.MAX_METADATA_ENTRIES));
          }
        }
        case 25 ->
            throw new MalformedException(
                "it has operations of its own (local functions)", "export it with them inlined");
        default -> {}
      }
    }
    if (operatorSet < FIRST_OPERATOR_SET) {
      throw new MalformedException(
          "it says operator set %d; from %d on they are read"
              .formatted(operatorSet, FIRST_OPERATOR_SET),
          "export it with opset_version=17");
    }
    return new OnnxReader().model(graph, file.length, metadata);
  }

  /** Returns the version of ONNX's own operators, 0 if it is another's. */
  private static long operatorSet(ProtoMessage in) throws MalformedException {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.number();
        default -> {}
      }
    }
    return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
  }

  private OnnxModel model(ProtoMessage graph, int fileBytes, Map<String, String> metadata)
      throws MalformedException {
    ProtoMessage in = graph.fromStart();
    while (in.next()) {
      switch (in.field()) {
        case 5 -> {
          OnnxTensor tensor = new OnnxTensor(in.message());
          if (constants.put(tensor.name(), tensor) != null
              || constants.size() > Safetensors.MAX_TENSORS) {
            throw new MalformedException(
                "it has more than %d tensors, or the tensor %s twice"
                    .formatted(Safetensors.MAX_TENSORS, OneLine.quoted(tensor.name())));
          }
        }
        case 11 -> inputs.put(name(in.message()), in.message());
        case 12 -> outputs.add(name(in.message()));
        case 15 ->
            throw new MalformedException("it has sparse initializers", "export it with dense ones");
        default -> {}
      }
      if (inputs.size() + outputs.size() > Safetensors.MAX_TENSORS) {
        throw new MalformedException("it has too many inputs and outputs");
      }
    }
    // Before IR version 4 every constant was an input too.
    inputs.keySet().removeAll(constants.keySet());
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new MalformedException(
          "it has %d inputs and %d outputs; a network has one of each"
              .formatted(inputs.size(), outputs.size()),
          "choose another file");
    }
    Map.Entry<String, ProtoMessage> input = inputs.entrySet().iterator().next();
    List<Long> shape = shape(input.getValue());
    if (shape.size() != 2) {
      throw new MalformedException(
          "its input %s has %d dimensions and not two, [batch, features]"
              .formatted(OneLine.quoted(input.getKey()), shape.size()),
          "export the network without what flattens its input");
    }
    OnnxChain chain = new OnnxChain(input.getKey(), constants, fileBytes);
    in = graph.fromStart();
    for (int nodes = 0; in.next(); ) {
      if (in.field() == 1) {
        chain.add(new OnnxNode(in.message()));
        if (++nodes > MOST_NODES) {
          throw new MalformedException("it has more than %d operations".formatted(MOST_NODES));
        }
      }
    }
    return new OnnxModel(chain.parameters(outputs.get(0), shape.get(1)), chain.divisor(), metadata);
  }

  private static String name(ProtoMessage value) throws MalformedException {
    String name = "";
    while (value.next()) {
      name = value.field() == 1 ? value.text() : name;
    }
    return name;
  }

  /** Returns the sizes of a ValueInfoProto that is a tensor, 0 for those that are free. */
  private static List<Long> shape(ProtoMessage value) throws MalformedException {
    List<Long> sizes = new ArrayList<>();
    ProtoMessage shape = part(part(part(value, 2), 1), 2);
    while (shape.next()) {
      if (shape.field() == 1 && sizes.size() < MOST_DIMENSIONS) {
        long size = 0;
        ProtoMessage dimension = shape.message();
        while (dimension.next()) {
          size = dimension.field() == 1 ? dimension.number() : size;
        }
        sizes.add(size);
      }
    }
    return sizes;
  }

  private static ProtoMessage part(ProtoMessage whole, int field) throws MalformedException {
    ProtoMessage result = ProtoMessage.EMPTY;
    while (whole.next()) {
      result = whole.field() == field ? whole.message() : result;
    }
    return result;
  }
}
