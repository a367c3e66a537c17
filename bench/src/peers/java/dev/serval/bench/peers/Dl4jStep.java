// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.compare.NetInputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** {@code fit} on the whole batch: cross-entropy of sigmoids, SGD. */
final class Dl4jStep implements Work {

  private final Task task;
  private final NetInputs inputs;
  private final Topology topology;
  private final MultiLayerNetwork network;
  private final INDArray x;
  private final INDArray y;

  Dl4jStep(Task task) throws IOException {
    this.task = task;
    inputs = NetInputs.of(task.net());
    topology = task.net().topology();
    int m = task.net().examples();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(Dl4j.type(task.type()))
            .updater(new Sgd(task.learningRate()))
            .list();
    for (int l = 1; l < topology.layers(); l++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(topology.size(l - 1))
              .nOut(topology.size(l))
              .activation(Activation.RELU)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
            .nIn(topology.size(topology.layers() - 1))
            .nOut(topology.outputs())
            .activation(Activation.SIGMOID)
            .build());
    network = new MultiLayerNetwork(layers.build());
    network.init();
    x = Dl4j.array(task.type(), inputs.x(m), m, topology.inputs());
    y = Dl4j.array(task.type(), inputs.y(m), m, topology.outputs());
    reset();
  }

  private void reset() throws IOException {
    for (int l = 1; l <= topology.layers(); l++) {
      // DL4J keeps W as inputs×units.
      INDArray w =
          Dl4j.array(task.type(), inputs.weight(l), topology.size(l), topology.size(l - 1));
      network.getLayer(l - 1).getParam("W").assign(w.transpose());
      network
          .getLayer(l - 1)
          .getParam("b")
          .assign(Dl4j.array(task.type(), inputs.bias(l), 1, topology.size(l)));
    }
  }

  @Override
  public void run() {
    network.fit(x, y);
  }

  @Override
  public double[] result() throws IOException {
    reset();
    run();
    List<double[]> parts = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      parts.add(Dl4j.values(network.getLayer(l - 1).getParam("W").transpose()));
      parts.add(Dl4j.values(network.getLayer(l - 1).getParam("b")));
    }
    return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  @Override
  public void close() {
    network.close();
    x.close();
    y.close();
  }
}
