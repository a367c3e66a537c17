// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.serval.bench.compare.NetInputs;
import dev.serval.bench.compare.Serval;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Training with DJL's Trainer: autograd, sigmoid cross-entropy, SGD. */
final class PyTorchTraining implements Work {

  private final Task task;
  private final NetInputs inputs;
  private final Model model;
  private final Trainer trainer;
  private final NDArray x;
  private final NDArray y;

  PyTorchTraining(Task task) throws IOException {
    if (task.type() == ElementType.FLOAT64 && task.operation().equals("train")) {
      throw new UnsupportedOperationException(
          "DJL keeps the learning rate as float32, so its costs stray from ours by more than"
              + " 1e-10");
    }
    this.task = task;
    inputs = NetInputs.of(task.net());
    Topology topology = task.net().topology();
    int m = task.net().examples();
    model = Model.newInstance("net");
    model.setBlock(PyTorchNet.block(topology));
    model.setDataType(task.type() == ElementType.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT64);
    // The loss is a mean over outputs too, where the notebook's cost is a sum over them.
    float learningRate = (float) (task.learningRate() * topology.outputs());
    TrainingConfig config =
        new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
            .optInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT)
            .optOptimizer(
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(learningRate)).build());
    trainer =
        task.type() == ElementType.FLOAT32
            ? model.newTrainer(config)
            : new UncheckedTrainer(model, config);
    trainer.initialize(new Shape(m, topology.inputs()));
    NDManager manager = trainer.getManager();
    x = PyTorch.array(manager, task.type(), inputs.x(m), m, topology.inputs());
    y = PyTorch.array(manager, task.type(), inputs.y(m), m, topology.outputs());
    reset();
  }

  private void reset() throws IOException {
    PyTorchNet.reset(model, inputs, task.type());
  }

  /** One iteration; returns the cost before its update if asked. */
  private double step(boolean cost) {
    double value = 0;
    try (NDManager scope = trainer.getManager().newSubManager()) {
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(x));
        NDArray loss = trainer.getLoss().evaluate(new NDList(y), logits);
        collector.backward(loss);
        if (cost) {
          value = PyTorch.values(loss)[0] * task.net().topology().outputs();
        }
        logits.attach(scope);
        loss.attach(scope);
      }
      trainer.step();
    }
    return value;
  }

  @Override
  public void run() throws IOException {
    if (task.operation().equals("step")) {
      step(false);
    } else {
      train();
    }
  }

  private double[] train() throws IOException {
    reset();
    List<Double> costs = new ArrayList<>();
    for (int iteration = 0; iteration < task.size(); iteration++) {
      boolean reported = iteration % Serval.COST_EVERY == 0;
      double cost = step(reported);
      if (reported) {
        costs.add(cost);
      }
    }
    return costs.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public double[] result() throws IOException {
    if (task.operation().equals("train")) {
      return train();
    }
    reset();
    step(false);
    return PyTorchNet.parameters(model).stream()
        .flatMapToDouble(parameter -> DoubleStream.of(PyTorch.values(parameter.getArray())))
        .toArray();
  }

  @Override
  public void close() {
    x.close();
    y.close();
    trainer.close();
    model.close();
  }
}
