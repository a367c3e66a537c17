// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;

/** PyTorch through DJL. */
public final class PyTorch implements Contender {

  private final int threads;
  private final NDManager manager;

  /** Loads the engine; its property ai.djl.pytorch.num_threads says how many threads. */
  public PyTorch(int threads) {
    this.threads = threads;
    manager = NDManager.newBaseManager();
  }

  @Override
  public String describe() {
    Engine engine = Engine.getInstance();
    return "%s %s through DJL %s, %d thread(s)"
        .formatted(engine.getEngineName(), engine.getVersion(), Engine.getDjlVersion(), threads);
  }

  @Override
  public Work open(Task task) throws Exception {
    return switch (task.operation()) {
      case "sigmoid", "relu" -> elementwise(task);
      case "bias-relu" -> layer(task);
      case "step", "train" -> new PyTorchTraining(task);
      case "predict" -> new PyTorchPrediction(task);
      default -> throw new UnsupportedOperationException(task.operation());
    };
  }

  /** Returns an array of a type from numbers in row-major order. */
  static NDArray array(NDManager manager, ElementType type, double[] values, long... shape) {
    return type == ElementType.FLOAT32
        ? manager.create(Inputs.narrowed(values), new Shape(shape))
        : manager.create(values, new Shape(shape));
  }

  /** Returns the elements, widened. */
  static double[] values(NDArray array) {
    return array.getDataType() == ai.djl.ndarray.types.DataType.FLOAT32
        ? Inputs.widened(array.toFloatArray())
        : array.toDoubleArray();
  }

  private Work elementwise(Task task) {
    Matrix elements = Inputs.elements(task.elements(), task.type());
    NDArray z =
        array(manager, task.type(), Inputs.flat(elements), elements.rows(), elements.cols());
    boolean sigmoid = task.operation().equals("sigmoid");
    return new Work() {
      private NDArray apply() {
        return sigmoid ? Activation.sigmoid(z) : Activation.relu(z);
      }

      @Override
      public void run() {
        apply().close();
      }

      @Override
      public double[] result() {
        try (NDArray a = apply()) {
          return values(a);
        }
      }

      @Override
      public void close() {
        z.close();
      }
    };
  }

  /** A layer as PyTorch has it: examples are rows, relu(x·Wᵀ + b). */
  private Work layer(Task task) {
    Shapes.Gemm shape = task.gemm();
    Inputs.Factors factors = Inputs.factors(shape, task.type());
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    NDArray w = array(manager, task.type(), Inputs.flat(factors.a()), m, k);
    NDArray x = array(manager, task.type(), Inputs.flat(factors.b().transposed()), n, k);
    NDArray b = array(manager, task.type(), Inputs.flat(factors.bias()), m);
    return new Work() {
      private NDArray apply() {
        try (NDArray z = Linear.linear(x, w, b).singletonOrThrow()) {
          return Activation.relu(z);
        }
      }

      @Override
      public void run() {
        apply().close();
      }

      @Override
      public double[] result() {
        try (NDArray a = apply()) {
          return Inputs.transposed(values(a), n, m);
        }
      }

      @Override
      public void close() {
        w.close();
        x.close();
        b.close();
      }
    };
  }
}
