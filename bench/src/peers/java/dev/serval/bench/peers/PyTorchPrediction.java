// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.NetInputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import java.io.IOException;

/** Probabilities with DJL's Predictor; the examples are in an array already. */
final class PyTorchPrediction implements Work {

  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final NDArray x;
  private final int examples;
  private final int outputs;

  PyTorchPrediction(Task task) throws IOException {
    NetInputs inputs = NetInputs.of(task.net());
    Topology topology = task.net().topology();
    examples = task.size();
    outputs = topology.outputs();
    DataType type = task.type() == ElementType.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT64;
    model = Model.newInstance("net");
    SequentialBlock block = PyTorchNet.block(topology);
    block.add(Activation::sigmoid);
    block.initialize(model.getNDManager(), type, new Shape(examples, topology.inputs()));
    model.setBlock(block);
    PyTorchNet.reset(model, inputs, task.type());
    predictor = model.newPredictor(new NoopTranslator());
    x =
        PyTorch.array(
            model.getNDManager(), task.type(), inputs.x(examples), examples, topology.inputs());
  }

  @Override
  public void run() throws TranslateException {
    predictor.predict(new NDList(x)).close();
  }

  @Override
  public double[] result() throws TranslateException {
    try (NDList output = predictor.predict(new NDList(x))) {
      return Inputs.transposed(PyTorch.values(output.singletonOrThrow()), examples, outputs);
    }
  }

  @Override
  public void close() {
    predictor.close();
    x.close();
    model.close();
  }
}
