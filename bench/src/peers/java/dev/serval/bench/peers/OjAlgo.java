// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.NetInputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Activation;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.ann.ArtificialNeuralNetwork;
import org.ojalgo.ann.NetworkBuilder;
import org.ojalgo.ann.NetworkTrainer;
import org.ojalgo.data.DataBatch;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.structure.Access1D;

/**
 * ojAlgo's feed-forward network, trained on the whole batch at once. With a sigmoid it takes no
 * loss but half the squared error, so that is what it trains: the same products as cross-entropy.
 */
public final class OjAlgo implements Contender {

  private final int threads;

  /** Limits ojAlgo to some threads. */
  public OjAlgo(int threads) {
    this.threads = threads;
    OjAlgoUtils.limitThreadsTo(threads);
  }

  @Override
  public String describe() {
    return "ojAlgo 57.1.0, ArtificialNeuralNetwork, squared error, limited to "
        + threads
        + " thread(s)";
  }

  @Override
  public Work open(Task task) throws IOException {
    return new Step(task);
  }

  private static final class Step implements Work {
    private final Task task;
    private final NetInputs inputs;
    private final Topology topology;
    private final Access1D<Double> x;
    private final Access1D<Double> y;
    private NetworkTrainer trainer;

    Step(Task task) throws IOException {
      this.task = task;
      inputs = NetInputs.of(task.net());
      topology = task.net().topology();
      int m = task.net().examples();
      trainer = start();
      x = batch(trainer.newInputBatch(), inputs.x(m), topology.inputs(), m);
      y = batch(trainer.newOutputBatch(), inputs.y(m), topology.outputs(), m);
    }

    private static Access1D<Double> batch(
        DataBatch batch, double[] values, int width, int examples) {
      for (int j = 0; j < examples; j++) {
        double[] row = new double[width];
        System.arraycopy(values, j * width, row, 0, width);
        batch.addRow(R064Store.FACTORY.column(row));
      }
      return batch;
    }

    private NetworkTrainer start() throws IOException {
      NetworkBuilder builder =
          ArtificialNeuralNetwork.builder(
              task.type() == ElementType.FLOAT32 ? R032Store.FACTORY : R064Store.FACTORY,
              topology.inputs());
      for (int l = 1; l <= topology.layers(); l++) {
        builder.layer(
            topology.size(l),
            topology.activation(l) == Activation.SIGMOID
                ? ArtificialNeuralNetwork.Activator.SIGMOID
                : ArtificialNeuralNetwork.Activator.RELU);
      }
      NetworkTrainer made =
          builder
              .get()
              .newTrainer(task.net().examples())
              // It sums the gradients of a batch where the notebook takes their mean.
              .rate(task.learningRate() / task.net().examples())
              .error(ArtificialNeuralNetwork.Error.HALF_SQUARED_DIFFERENCE);
      for (int l = 1; l <= topology.layers(); l++) {
        double[] weights = inputs.weight(l);
        double[] biases = inputs.bias(l);
        for (int i = 0; i < topology.size(l); i++) {
          made.bias(l - 1, i, biases[i]);
          for (int j = 0; j < topology.size(l - 1); j++) {
            made.weight(l - 1, j, i, weights[i * topology.size(l - 1) + j]);
          }
        }
      }
      return made;
    }

    @Override
    public void run() {
      trainer.train(x, y);
    }

    @Override
    public double[] result() throws IOException {
      trainer = start();
      trainer.train(x, y);
      ArtificialNeuralNetwork network = trainer.get();
      List<Double> values = new ArrayList<>();
      for (int l = 1; l <= topology.layers(); l++) {
        for (int i = 0; i < topology.size(l); i++) {
          for (int j = 0; j < topology.size(l - 1); j++) {
            values.add(network.getWeight(l - 1, j, i));
          }
        }
        for (int i = 0; i < topology.size(l); i++) {
          values.add(network.getBias(l - 1, i));
        }
      }
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
