// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An operation of an ONNX model, NodeProto. */
final class OnnxNode {

  /** AttributeProto: a value of one type; what is left out is 0. */
  private static final class Attribute {
    private final List<Long> numbers = new ArrayList<>();
    private ProtoMessage tensor = ProtoMessage.EMPTY;
    private String name = "";
    private float fraction;
    private long number;
    private long type;

    Attribute(ProtoMessage in) throws MalformedException {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> name = in.text();
          case 2 -> fraction = in.fraction();
          case 3 -> number = in.number();
          case 5 -> tensor = in.message();
          case 8 -> in.addTo(numbers, MOST);
          case 20 -> type = in.number();
          default -> {}
        }
      }
    }
  }

  /** The most inputs, outputs or attributes; those that are read have three, one and four. */
  private static final int MOST = 64;

  private static final String REMEDY =
      "what is read is a chain of Gemm, or MatMul and Add, with Relu between and Sigmoid at the"
          + " end";

  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, Attribute> attributes = new HashMap<>();
  private String name = "";
  private String operator = "";
  private String domain = "";

  OnnxNode(ProtoMessage in) throws MalformedException {
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> operator = in.text();
        case 5 -> {
          Attribute attribute = new Attribute(in.message());
          if (attributes.put(attribute.name, attribute) != null) {
            throw wrong("has the attribute " + OneLine.quoted(attribute.name) + " twice");
          }
        }
        case 7 -> domain = in.text();
        default -> {}
      }
      if (Math.max(inputs.size(), Math.max(outputs.size(), attributes.size())) > MOST) {
        throw wrong("has more than " + MOST + " inputs, outputs or attributes");
      }
    }
    // An optional input that is left out at the end may be there without a name.
    while (!inputs.isEmpty() && inputs.getLast().isEmpty()) {
      inputs.removeLast();
    }
  }

  /** Returns what it does: one of ONNX's own operators, or another's with its domain. */
  String operator() {
    return domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + "." + operator;
  }

  /** Returns the names of what it takes. */
  List<String> inputs() {
    return inputs;
  }

  /** Returns the name of what it makes. */
  String output() throws MalformedException {
    if (outputs.size() != 1 || outputs.get(0).isEmpty()) {
      throw wrong("has %d outputs; only one is read".formatted(outputs.size()));
    }
    return outputs.get(0);
  }

  /** Refuses attributes other than these, and another number of inputs. */
  void require(int least, int most, String... known) throws MalformedException {
    for (String attribute : attributes.keySet()) {
      if (!List.of(known).contains(attribute)) {
        throw wrong("has the attribute " + OneLine.quoted(attribute) + ", which is not supported");
      }
    }
    if (inputs.size() < least || inputs.size() > most) {
      throw wrong("has %d inputs".formatted(inputs.size()));
    }
  }

  /** Refuses a factor that is not 1. */
  void requireOne(String attribute) throws MalformedException {
    float value = attributes.containsKey(attribute) ? attribute(attribute, 1).fraction : 1;
    if (value != 1) {
      throw wrong("has %s = %s; only 1 is read".formatted(attribute, value));
    }
  }

  /** Returns a whole number, or what it is if it is left out. */
  long number(String attribute, long otherwise) throws MalformedException {
    return attributes.containsKey(attribute) ? attribute(attribute, 2).number : otherwise;
  }

  /** Returns the first whole numbers of a list, or what they are if it is left out. */
  List<Long> numbers(String attribute, List<Long> otherwise) throws MalformedException {
    return attributes.containsKey(attribute) ? attribute(attribute, 7).numbers : otherwise;
  }

  /** Returns a tensor. */
  OnnxTensor tensor(String attribute) throws MalformedException {
    return new OnnxTensor(attribute(attribute, 4).tensor);
  }

  private Attribute attribute(String attribute, int type) throws MalformedException {
    Attribute result = attributes.get(attribute);
    if (result == null || result.type != type) {
      throw wrong("lacks the attribute %s, or has it in another type".formatted(attribute));
    }
    return result;
  }

  /** Says what is wrong with this operation. */
  MalformedException wrong(String what) {
    String called = name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name;
    return new MalformedException(
        "the operation %s (%s) %s"
            .formatted(OneLine.quoted(called), OneLine.quoted(operator()), what),
        REMEDY);
  }
}
