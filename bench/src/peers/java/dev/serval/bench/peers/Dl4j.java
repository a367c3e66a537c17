// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.Shapes;
import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** ND4J for functions and Deeplearning4j's MultiLayerNetwork for training. */
public final class Dl4j implements Contender {

  private final int threads;

  /** Loads the native backend; OMP_NUM_THREADS of the process says how many threads. */
  public Dl4j(int threads) {
    this.threads = threads;
    Nd4j.create(1).close();
  }

  @Override
  public String describe() {
    return "ND4J and DL4J 1.0.0-M2.1, %s, %d thread(s)"
        .formatted(Nd4j.getBackend().getClass().getSimpleName(), threads);
  }

  @Override
  public Work open(Task task) throws Exception {
    return switch (task.operation()) {
      case "sigmoid", "relu" -> elementwise(task);
      case "bias-relu" -> layer(task);
      case "step" -> new Dl4jStep(task);
      default -> throw new UnsupportedOperationException(task.operation());
    };
  }

  static DataType type(ElementType type) {
    return type == ElementType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  /** Returns an array of a type from numbers in row-major order. */
  static INDArray array(ElementType type, double[] values, long... shape) {
    return type == ElementType.FLOAT32
        ? Nd4j.create(Inputs.narrowed(values), shape, 'c')
        : Nd4j.create(values, shape, 'c');
  }

  /** Returns the elements row by row, widened. */
  static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static Work elementwise(Task task) {
    Shapes.Elements shape = task.elements();
    INDArray z =
        array(
            task.type(),
            Inputs.flat(Inputs.elements(shape, task.type())),
            shape.rows(),
            shape.cols());
    boolean sigmoid = task.operation().equals("sigmoid");
    return new Work() {
      private INDArray apply() {
        return sigmoid ? Transforms.sigmoid(z, true) : Transforms.relu(z, true);
      }

      @Override
      public void run() {
        apply().close();
      }

      @Override
      public double[] result() {
        return values(apply());
      }

      @Override
      public void close() {
        z.close();
      }
    };
  }

  private static Work layer(Task task) {
    Shapes.Gemm shape = task.gemm();
    Inputs.Factors factors = Inputs.factors(shape, task.type());
    INDArray w = array(task.type(), Inputs.flat(factors.a()), shape.m(), shape.k());
    INDArray x = array(task.type(), Inputs.flat(factors.b()), shape.k(), shape.n());
    INDArray b = array(task.type(), Inputs.flat(factors.bias()), shape.m(), 1);
    return new Work() {
      private INDArray apply() {
        return Transforms.relu(w.mmul(x).addiColumnVector(b), false);
      }

      @Override
      public void run() {
        apply().close();
      }

      @Override
      public double[] result() {
        return values(apply());
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
