// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.peers;

import dev.serval.bench.compare.Contender;
import dev.serval.bench.compare.Inputs;
import dev.serval.bench.compare.Task;
import dev.serval.bench.compare.Work;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What anyone would write first: 1 / (1 + exp(−z)) with the Vector API's own {@code lanewise(EXP)},
 * for which the JDK calls Intel's SVML on x86. Its bits differ from machine to machine, which is
 * why ours does without. Tails go through masks.
 */
public final class JdkLanewise implements Contender {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Nothing to load; one thread. */
  public JdkLanewise(int threads) {
    if (threads != 1) {
      throw new IllegalArgumentException("threads: " + threads + "; this adapter has one");
    }
  }

  @Override
  public String describe() {
    return "jdk.incubator.vector, lanewise(EXP), "
        + FLOATS.vectorBitSize()
        + "-bit vectors, 1 thread";
  }

  @Override
  public Work open(Task task) {
    return task.type() == ElementType.FLOAT32 ? new Floats(task) : new Doubles(task);
  }

  /** z + b, and one of the functions of it, into another matrix or the same. */
  private abstract static class Elementwise implements Work {
    final Task task;
    final boolean sigmoid;
    final int cols;

    Elementwise(Task task) {
      this.task = task;
      cols = task.elements().cols();
      sigmoid =
          switch (task.operation()) {
            case "sigmoid", Task.BIAS_SIGMOID_IN_PLACE -> true;
            case "relu", Task.BIAS_RELU_IN_PLACE -> false;
            default -> throw new UnsupportedOperationException(task.operation());
          };
    }

    /** Returns new inputs. */
    Inputs.Biased inputs() {
      return Inputs.biased(task.elements(), task.type());
    }

    /** Takes inputs; the bias counts in place only. */
    abstract void reset(Inputs.Biased inputs);

    /** Returns the matrix written. */
    abstract Matrix written();

    @Override
    public double[] result() throws Exception {
      reset(inputs());
      run();
      return Inputs.flat(written());
    }
  }

  private static final class Floats extends Elementwise {
    private Matrix a = Matrix.zeros(ElementType.FLOAT32, 1, 1);
    private float[] from = new float[0];
    private float[] to = from;
    private float[] bias = from;

    Floats(Task task) {
      super(task);
      reset(inputs());
    }

    @Override
    void reset(Inputs.Biased inputs) {
      from = Inputs.floats(inputs.z());
      bias = Inputs.floats(inputs.bias());
      a =
          task.isInPlace()
              ? inputs.z()
              : Matrix.zeros(task.type(), inputs.z().rows(), inputs.z().cols());
      to = Inputs.floats(a);
    }

    @Override
    Matrix written() {
      return a;
    }

    @Override
    public void run() {
      if (!task.isInPlace()) {
        if (sigmoid) {
          sigmoid(from, to, 0, to.length, 0);
        } else {
          relu(from, to, 0, to.length, 0);
        }
        return;
      }
      for (int i = 0; i < bias.length; i++) {
        if (sigmoid) {
          sigmoid(from, to, i * cols, cols, bias[i]);
        } else {
          relu(from, to, i * cols, cols, bias[i]);
        }
      }
    }

    private static void sigmoid(float[] z, float[] a, int offset, int n, float b) {
      int j = 0;
      for (; j < FLOATS.loopBound(n); j += FLOATS.length()) {
        sigmoid(FloatVector.fromArray(FLOATS, z, offset + j).add(b)).intoArray(a, offset + j);
      }
      if (j < n) {
        VectorMask<Float> tail = FLOATS.indexInRange(j, n);
        sigmoid(FloatVector.fromArray(FLOATS, z, offset + j, tail).add(b))
            .intoArray(a, offset + j, tail);
      }
    }

    private static FloatVector sigmoid(FloatVector z) {
      return FloatVector.broadcast(FLOATS, 1).div(z.neg().lanewise(VectorOperators.EXP).add(1));
    }

    private static void relu(float[] z, float[] a, int offset, int n, float b) {
      int j = 0;
      for (; j < FLOATS.loopBound(n); j += FLOATS.length()) {
        FloatVector.fromArray(FLOATS, z, offset + j).add(b).max(0).intoArray(a, offset + j);
      }
      if (j < n) {
        VectorMask<Float> tail = FLOATS.indexInRange(j, n);
        FloatVector.fromArray(FLOATS, z, offset + j, tail)
            .add(b)
            .max(0)
            .intoArray(a, offset + j, tail);
      }
    }
  }

  private static final class Doubles extends Elementwise {
    private Matrix a = Matrix.zeros(ElementType.FLOAT64, 1, 1);
    private double[] from = new double[0];
    private double[] to = from;
    private double[] bias = from;

    Doubles(Task task) {
      super(task);
      reset(inputs());
    }

    @Override
    void reset(Inputs.Biased inputs) {
      from = Inputs.doubles(inputs.z());
      bias = Inputs.doubles(inputs.bias());
      a =
          task.isInPlace()
              ? inputs.z()
              : Matrix.zeros(task.type(), inputs.z().rows(), inputs.z().cols());
      to = Inputs.doubles(a);
    }

    @Override
    Matrix written() {
      return a;
    }

    @Override
    public void run() {
      if (!task.isInPlace()) {
        if (sigmoid) {
          sigmoid(from, to, 0, to.length, 0);
        } else {
          relu(from, to, 0, to.length, 0);
        }
        return;
      }
      for (int i = 0; i < bias.length; i++) {
        if (sigmoid) {
          sigmoid(from, to, i * cols, cols, bias[i]);
        } else {
          relu(from, to, i * cols, cols, bias[i]);
        }
      }
    }

    private static void sigmoid(double[] z, double[] a, int offset, int n, double b) {
      int j = 0;
      for (; j < DOUBLES.loopBound(n); j += DOUBLES.length()) {
        sigmoid(DoubleVector.fromArray(DOUBLES, z, offset + j).add(b)).intoArray(a, offset + j);
      }
      if (j < n) {
        VectorMask<Double> tail = DOUBLES.indexInRange(j, n);
        sigmoid(DoubleVector.fromArray(DOUBLES, z, offset + j, tail).add(b))
            .intoArray(a, offset + j, tail);
      }
    }

    private static DoubleVector sigmoid(DoubleVector z) {
      return DoubleVector.broadcast(DOUBLES, 1).div(z.neg().lanewise(VectorOperators.EXP).add(1));
    }

    private static void relu(double[] z, double[] a, int offset, int n, double b) {
      int j = 0;
      for (; j < DOUBLES.loopBound(n); j += DOUBLES.length()) {
        DoubleVector.fromArray(DOUBLES, z, offset + j).add(b).max(0).intoArray(a, offset + j);
      }
      if (j < n) {
        VectorMask<Double> tail = DOUBLES.indexInRange(j, n);
        DoubleVector.fromArray(DOUBLES, z, offset + j, tail)
            .add(b)
            .max(0)
            .intoArray(a, offset + j, tail);
      }
    }
  }
}
