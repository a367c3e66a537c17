// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the operations of an ONNX graph together to a network, one after another as they are
 * computed: (Cast, Div or Mul by a number)? → (Gemm | MatMul → Add?) → Relu → … → Sigmoid, examples
 * as rows. Identity and Flatten change nothing on the way; Constant, and Identity and Transpose of
 * a constant, are computed here. So are networks written by {@link Onnx} and by PyTorch's exporter.
 * Whatever does not take what was made last is another network and refused.
 */
final class OnnxChain {

  /** What the end of the chain is; a PRODUCT lacks its bias, which may be zero. */
  private enum End {
    INPUT,
    PRODUCT,
    LAYER,
    RELU,
    SIGMOID
  }

  private static final Set<String> OPERATORS =
      Set.of(
          "Constant",
          "Identity",
          "Transpose",
          "Flatten",
          "Cast",
          "Div",
          "Mul",
          "Gemm",
          "MatMul",
          "Add",
          "Relu",
          "Sigmoid");

  private final Map<String, OnnxTensor> constants;
  private final Set<String> names;
  private final List<Matrix> weights = new ArrayList<>();
  private final List<Matrix> biases = new ArrayList<>();
  private double divisor = 1;
  private End end = End.INPUT;
  private String last;
  private long bytesLeft;

  /**
   * Begins with the input.
   *
   * @param constants by their names; added to
   * @param fileBytes what bounds memory and time: constants may be shared by layers
   */
  OnnxChain(String input, Map<String, OnnxTensor> constants, int fileBytes) {
    this.last = input;
    this.constants = constants;
    this.names = new HashSet<>(constants.keySet());
    names.add(input);
    this.bytesLeft = Npz.FREE_BYTES + (long) Npz.MOST_EXPANSION * fileBytes;
  }

  /** Appends an operation. */
  void add(OnnxNode node) throws MalformedException {
    String operator = node.operator();
    if (!OPERATORS.contains(operator)) {
      throw node.wrong("is not supported");
    }
    String output = node.output();
    if (!names.add(output)) {
      throw node.wrong("makes %s, which is there already".formatted(OneLine.quoted(output)));
    }
    List<String> inputs = node.inputs();
    OnnxTensor constant = inputs.isEmpty() ? null : constants.get(inputs.get(0));
    if (operator.equals("Constant")) {
      node.require(0, 0, "value");
      constants.put(output, node.tensor("value").as(output, false));
    } else if (operator.equals("Identity") && constant != null) {
      node.require(1, 1);
      constants.put(output, constant.as(output, false));
    } else if (operator.equals("Transpose") && constant != null) {
      node.require(1, 1, "perm");
      if (constant.shape().size() != 2
          || !node.numbers("perm", List.of(1L, 0L)).equals(List.of(1L, 0L))) {
        throw node.wrong("transposes something else than a matrix");
      }
      constants.put(output, constant.as(output, true));
    } else if (inputs.contains(last)) {
      follow(node, operator);
      last = output;
    } else {
      throw node.wrong(
          "does not take %s, the end of the chain before it; a network that branches is not read"
              .formatted(OneLine.quoted(last)));
    }
  }

  private void follow(OnnxNode node, String operator) throws MalformedException {
    switch (operator) {
      case "Identity" -> node.require(1, 1);
      case "Flatten" -> {
        node.require(1, 1, "axis");
        require(node, node.number("axis", 1) == 1, "has an axis other than 1");
      }
      case "Cast" -> {
        node.require(1, 1, "to", "saturate");
        requireAfter(node, End.INPUT);
        long to = node.number("to", 0);
        require(node, to == 1 || to == 11, "makes neither FLOAT nor DOUBLE");
      }
      case "Div", "Mul" -> {
        node.require(2, 2);
        requireAfter(node, End.INPUT);
        scale(node, operator);
      }
      case "Gemm" -> {
        node.require(2, 3, "alpha", "beta", "transA", "transB");
        requireAfter(node, End.INPUT, End.RELU);
        node.requireOne("alpha");
        node.requireOne("beta");
        require(node, node.number("transA", 0) == 0, "has transA; examples must be rows");
        multiply(node, node.number("transB", 0) != 0);
        if (node.inputs().size() == 3) {
          addBias(node, operand(node, 2));
        }
        end = End.LAYER;
      }
      case "MatMul" -> {
        node.require(2, 2);
        requireAfter(node, End.INPUT, End.RELU);
        multiply(node, false);
        end = End.PRODUCT;
      }
      case "Add" -> {
        node.require(2, 2);
        requireAfter(node, End.PRODUCT);
        addBias(node, operand(node, node.inputs().get(0).equals(last) ? 1 : 0));
        end = End.LAYER;
      }
      case "Relu", "Sigmoid" -> {
        node.require(1, 1);
        requireAfter(node, End.PRODUCT, End.LAYER);
        end = operator.equals("Relu") ? End.RELU : End.SIGMOID;
      }
      default -> throw node.wrong("is supported for constants only");
    }
  }

  private void scale(OnnxNode node, String operator) throws MalformedException {
    boolean first = node.inputs().get(0).equals(last);
    require(node, first || operator.equals("Mul"), "divides by the input");
    Matrix scalar = decoded(operand(node, first ? 1 : 0));
    require(node, scalar.rows() == 1 && scalar.cols() == 1, "takes more than one number");
    double number = scalar.get(0, 0);
    require(node, divisor == 1, "is the second of its kind");
    require(node, number != 0 && Double.isFinite(number), "takes the number " + number);
    divisor = number;
    if (operator.equals("Mul")) {
      // 1/255, rounded, is meant to be a division by 255, not by 255.00000…
      double whole = Math.rint(1 / number);
      scalar.set(0, 0, 1 / whole);
      divisor = scalar.get(0, 0) == number ? whole : 1 / number;
    }
  }

  private void multiply(OnnxNode node, boolean transposed) throws MalformedException {
    require(node, node.inputs().get(0).equals(last), "has the weights first; they must be second");
    OnnxTensor weight = operand(node, 1);
    require(node, weight.shape().size() == 2, "has weights of shape " + weight.shape());
    Matrix matrix = decoded(weight);
    // Without transB a file has inputs × outputs; here it is outputs × inputs.
    Matrix ours = transposed ? matrix : matrix.transposed();
    weights.add(ours.isContiguous() ? ours : ours.copy());
    biases.add(Matrix.zeros(ours.type(), ours.rows(), 1));
  }

  private void addBias(OnnxNode node, OnnxTensor bias) throws MalformedException {
    int units = weights.getLast().rows();
    List<Long> shape = bias.shape();
    require(
        node,
        shape.equals(List.of((long) units)) || shape.equals(List.of(1L, (long) units)),
        "adds a bias of shape %s to %d units".formatted(shape, units));
    Matrix matrix = decoded(bias);
    biases.set(biases.size() - 1, shape.size() == 1 ? matrix : matrix.transposed().copy());
  }

  private OnnxTensor operand(OnnxNode node, int index) throws MalformedException {
    String name = node.inputs().get(index);
    OnnxTensor tensor = constants.get(name);
    if (tensor == null) {
      throw node.wrong("takes %s, which is no constant".formatted(OneLine.quoted(name)));
    }
    return tensor;
  }

  private Matrix decoded(OnnxTensor tensor) throws MalformedException {
    bytesLeft -= tensor.fileBytes();
    if (bytesLeft < 0) {
      throw new MalformedException("its layers share tensors too often");
    }
    return tensor.matrix();
  }

  private void requireAfter(OnnxNode node, End... ends) throws MalformedException {
    require(node, List.of(ends).contains(end), "stands where it is not supported, after " + end);
  }

  private static void require(OnnxNode node, boolean right, String wrong)
      throws MalformedException {
    if (!right) {
      throw node.wrong(wrong);
    }
  }

  /** Returns what the input is divided by. */
  double divisor() {
    return divisor;
  }

  /**
   * Returns the network.
   *
   * @param output what the model's output is
   * @param features how many the input has, 0 if it does not say
   */
  Parameters parameters(String output, long features) throws MalformedException {
    if (end != End.SIGMOID || !output.equals(last)) {
      throw new MalformedException(
          "its output %s is not the Sigmoid of the last layer".formatted(OneLine.quoted(output)),
          "export nn.Sequential(network, nn.Sigmoid())");
    }
    try {
      Parameters parameters = new Parameters(weights, biases);
      if (features > 0 && features != parameters.topology().inputs()) {
        throw new MalformedException(
            "its input has %d features, but its layers are %s"
                .formatted(features, parameters.topology()));
      }
      return parameters;
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "is not a network: " + e.getMessage(), "export it again, all in one precision");
    }
  }
}
