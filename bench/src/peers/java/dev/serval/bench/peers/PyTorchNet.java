// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.serval.bench.compare.NetInputs;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A model [Linear, ReLU]…, Linear of DJL, without the last sigmoid, and its parameters. */
final class PyTorchNet {

  private PyTorchNet() {}

  /** Returns the block, uninitialised. */
  static SequentialBlock block(Topology topology) {
    SequentialBlock block = new SequentialBlock();
    for (int l = 1; l <= topology.layers(); l++) {
      block.add(Linear.builder().setUnits(topology.size(l)).build());
      if (l < topology.layers()) {
        block.add(Activation::relu);
      }
    }
    return block;
  }

  /** Returns W1, b1, W2, …. */
  static List<Parameter> parameters(Model model) {
    List<Parameter> parameters = new ArrayList<>();
    model.getBlock().getParameters().forEach(entry -> parameters.add(entry.getValue()));
    return parameters;
  }

  /** Sets all parameters to those that training starts from. */
  static void reset(Model model, NetInputs inputs, ElementType type) throws IOException {
    List<Parameter> parameters = parameters(model);
    for (int i = 0; i < parameters.size(); i++) {
      NDArray array = parameters.get(i).getArray();
      double[] values = i % 2 == 0 ? inputs.weight(i / 2 + 1) : inputs.bias(i / 2 + 1);
      try (NDArray start =
          PyTorch.array(array.getManager(), type, values, array.getShape().getShape())) {
        start.copyTo(array);
      }
    }
  }
}
