// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.Shapes;
import dev.serval.core.api.Backends;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Network;
import dev.serval.core.api.Predictor;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingMethod;
import dev.serval.core.api.TrainingResult;
import dev.serval.core.api.TrainingRun;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import dev.serval.core.spi.Product;
import java.io.IOException;
import java.util.stream.DoubleStream;

/** Ours: products planned once, constant factors prepared, as the engine does it. */
public final class Serval implements Contender {

  /** How often a whole training reports its cost. */
  public static final int COST_EVERY = 10;

  private final int threads;
  private Backend backend;

  /** Opens the SIMD backend. */
  public Serval(int threads) {
    this.threads = threads;
    backend = BackendChoice.open("simd/" + threads);
  }

  @Override
  public String describe() {
    return backend.description();
  }

  @Override
  public Work open(Task task) throws IOException {
    if (task.family() == Family.COLD) {
      // As users have it: plain loops until kernels are compiled.
      backend.close();
      backend = Backends.named("simd", new BackendOptions(threads));
    }
    return switch (task.operation()) {
      case "product" -> product(task, false);
      case "bias-relu" -> product(task, true);
      case "sigmoid", "relu" -> elementwise(task);
      case Task.BIAS_SIGMOID_IN_PLACE, Task.BIAS_RELU_IN_PLACE -> new InPlace(task);
      case "step" -> step(task);
      case "train" -> training(task);
      case "predict" -> prediction(task);
      default -> throw new UnsupportedOperationException(task.operation());
    };
  }

  private Work product(Task task, boolean epilogue) {
    Shapes.Gemm shape = task.gemm();
    Inputs.Factors factors = Inputs.factors(shape, task.type());
    Matrix a = shape.isATransposed() ? factors.a().transposed() : factors.a();
    Matrix b = shape.isBTransposed() ? factors.b().transposed() : factors.b();
    Matrix c = Matrix.zeros(task.type(), shape.m(), shape.n());
    Operand left =
        shape.constant() == Shapes.Constant.LEFT ? backend.prepare(a, Prepared.Side.LEFT) : a;
    Operand right =
        shape.constant() == Shapes.Constant.RIGHT ? backend.prepare(b, Prepared.Side.RIGHT) : b;
    Product product =
        backend.plan(
            left, right, c, epilogue ? new Epilogue.BiasRelu(factors.bias()) : Epilogue.NONE);
    return new Work() {
      @Override
      public void run() {
        product.run();
      }

      @Override
      public double[] result() {
        product.run();
        return Inputs.flat(c);
      }
    };
  }

  private Work elementwise(Task task) {
    Matrix z = Inputs.elements(task.elements(), task.type());
    Matrix a = Matrix.zeros(task.type(), z.rows(), z.cols());
    boolean sigmoid = task.operation().equals("sigmoid");
    return new Work() {
      @Override
      public void run() {
        if (sigmoid) {
          backend.sigmoid(z, a);
        } else {
          backend.relu(z, a);
        }
      }

      @Override
      public double[] result() {
        run();
        return Inputs.flat(a);
      }
    };
  }

  private Work step(Task task) throws IOException {
    NetInputs inputs = NetInputs.of(task.net());
    Network network = Network.of(inputs.parameters(task.type()));
    Dataset data = data(task, inputs);
    Trainer trainer = new Trainer().method(TrainingMethod.DIRECT).learningRate(task.learningRate());
    return new Work() {
      private TrainingRun run = trainer.start(network, data, backend);

      @Override
      public void run() {
        run.step();
      }

      @Override
      public double[] result() {
        run = trainer.start(network, data, backend);
        run.step();
        return flat(run.parameters());
      }
    };
  }

  private Work training(Task task) throws IOException {
    NetInputs inputs = NetInputs.of(task.net());
    Network network = Network.of(inputs.parameters(task.type()));
    Dataset data = data(task, inputs);
    Trainer trainer =
        new Trainer()
            .backend(backend)
            .learningRate(task.learningRate())
            .iterations(task.size())
            .costEvery(COST_EVERY);
    return new Work() {
      @Override
      public void run() {
        trainer.train(network, data);
      }

      @Override
      public double[] result() {
        TrainingResult result = trainer.train(network, data);
        return result.costs().stream()
            .filter(point -> point.iteration() % COST_EVERY == 0)
            .mapToDouble(point -> point.cost())
            .toArray();
      }
    };
  }

  private static Dataset data(Task task, NetInputs inputs) throws IOException {
    int examples = task.net().examples();
    return Dataset.of(inputs.matrixX(task.type(), examples), inputs.matrixY(task.type(), examples));
  }

  private Work prediction(Task task) throws IOException {
    NetInputs inputs = NetInputs.of(task.net());
    Predictor predictor =
        Network.of(inputs.parameters(task.type())).on(backend).predictor(task.size());
    predictor.input().assign(inputs.matrixX(task.type(), task.size()));
    return new Work() {
      @Override
      public void run() {
        predictor.run();
      }

      @Override
      public double[] result() {
        return Inputs.flat(predictor.run());
      }
    };
  }

  private static double[] flat(Parameters parameters) {
    return parameters.all().stream()
        .flatMapToDouble(matrix -> DoubleStream.of(Inputs.flat(matrix)))
        .toArray();
  }
}
