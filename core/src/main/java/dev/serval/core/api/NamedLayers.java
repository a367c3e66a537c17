// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.io.Tensor;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tensor is which parameter, by its name: W1, b1, W2, b2, … as in the course, or {@code
 * 0.weight}, {@code 0.bias}, {@code 2.weight}, … as PyTorch's {@code nn.Sequential} of linear
 * layers with ReLUs between has them, under any prefix such as {@code net.}. Both store weights as
 * n_l × n_{l−1}.
 */
final class NamedLayers {

  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";

  private NamedLayers() {}

  /** Names parameters as in the course; biases are n×1. */
  static List<Tensor> course(Parameters parameters) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 1; l <= parameters.layers(); l++) {
      tensors.add(Tensor.matrix("W" + l, parameters.weight(l)));
      tensors.add(Tensor.matrix("b" + l, parameters.bias(l)));
    }
    return tensors;
  }

  /** Names parameters as PyTorch's Sequential(Linear, ReLU, Linear, …); biases are vectors. */
  static List<Tensor> pyTorch(Parameters parameters) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 1; l <= parameters.layers(); l++) {
      String prefix = 2 * (l - 1) + ".";
      tensors.add(Tensor.matrix(prefix + WEIGHT, parameters.weight(l)));
      tensors.add(Tensor.vector(prefix + BIAS, parameters.bias(l)));
    }
    return tensors;
  }

  /**
   * Puts tensors together to a network.
   *
   * @param tensors in any order
   * @throws IllegalArgumentException if names or shapes are not a network's; the message says what,
   *     as a clause without an end
   */
  static Parameters parameters(List<Tensor> tensors) {
    // Layer (1, 2, … or PyTorch's index of the module) → weight and bias.
    Map<Integer, Matrix> weights = new TreeMap<>();
    Map<Integer, Matrix> biases = new TreeMap<>();
    String prefix = null;
    boolean course = false;
    for (Tensor tensor : tensors) {
      String name = tensor.name();
      boolean weight = name.endsWith("." + WEIGHT);
      String own = "";
      String number = "";
      if (name.matches("[Wb][1-9]\\d{0,3}")) {
        course = true;
        weight = name.startsWith("W");
        number = name.substring(1);
      } else if (name.matches("(.*\\.)?\\d{1,4}\\.(weight|bias)")) {
        String module = name.substring(0, name.lastIndexOf('.'));
        int dot = module.lastIndexOf('.') + 1;
        own = module.substring(0, dot) + "#";
        number = module.substring(dot);
      }
      if (number.isEmpty() || (prefix != null && !prefix.equals(own))) {
        throw unknown(tensors);
      }
      prefix = own;
      Map<Integer, Matrix> same = weight ? weights : biases;
      if (same.put(Integer.valueOf(number), tensor.values()) != null) {
        throw unknown(tensors);
      }
    }
    if (tensors.isEmpty()) {
      throw unknown(tensors);
    }
    requireComplete(weights, biases, course);
    return new Parameters(List.copyOf(weights.values()), List.copyOf(biases.values()));
  }

  private static void requireComplete(
      Map<Integer, Matrix> weights, Map<Integer, Matrix> biases, boolean course) {
    Map<Integer, Matrix> all = new TreeMap<>(weights);
    all.putAll(biases);
    int before = course ? 0 : -2;
    for (int layer : all.keySet()) {
      if (course && layer != before + 1) {
        throw lacks("W" + (before + 1));
      }
      if (!course && layer - before < 2) {
        throw new IllegalArgumentException(
            "it has the layers %d and %d with nothing between them, where a ReLU must be"
                .formatted(before, layer));
      }
      Matrix weight = weights.get(layer);
      Matrix bias = biases.get(layer);
      if (weight == null || bias == null) {
        throw lacks(
            course
                ? (weight == null ? "W" : "b") + layer
                : layer + "." + (weight == null ? WEIGHT : BIAS));
      }
      if (weight.rows() != bias.rows() && weight.cols() == bias.rows()) {
        throw new IllegalArgumentException(
            ("it has a weight matrix %s with a bias of %d in layer %d, inputs × outputs as Keras"
                    + " has them; transpose the weights, which are outputs × inputs here")
                .formatted(weight.shape(), bias.rows(), layer));
      }
      before = layer;
    }
  }

  private static IllegalArgumentException lacks(String name) {
    return new IllegalArgumentException(
        "it lacks the tensor " + name + ", and every layer needs a weight and a bias");
  }

  private static IllegalArgumentException unknown(List<Tensor> tensors) {
    List<String> names = tensors.stream().map(Tensor::name).limit(5).toList();
    String shown = names.isEmpty() ? "(none)" : String.join(", ", names);
    String more = tensors.size() > names.size() ? shown + ", …" : shown;
    return new IllegalArgumentException(
        "it holds the tensors "
            + more
            + ", not W1, b1, W2, b2, … or PyTorch's 0.weight, 0.bias, 2.weight, …");
  }
}
