// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.Shapes;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.io.IOException;

/**
 * What a task must give, and how far rounding may take a right implementation from it: plain loops
 * in double, shared with no contender. Bounds scale with Σ|a·b| and never with the result, so
 * cancellation is allowed what it costs and nothing else.
 *
 * @param values the result in the common order of {@link Work#result}
 * @param bounds the largest difference allowed, element by element
 */
@SuppressWarnings("ArrayRecordComponent") // read element by element, compared never
record Expected(double[] values, double[] bounds) {

  /**
   * Factor λ of the probabilistic bound λ·√K·u·Σ|a·b| on the error of a sum of K products in any
   * order (Higham and Mary 2019, theorem 2.4): it fails for one element in 2·e^(λ²/2), here 4·10¹³.
   */
  static final double LAMBDA = 8;

  /** Units u that a sigmoid may be off, relative: libraries state 1 to 4 ulp for exp alone. */
  static final double SIGMOID_UNITS = 8;

  /** Returns λ·√K·u of a type, plus the same for the double loops here. */
  static double sumError(int k, ElementType type) {
    return LAMBDA * Math.sqrt(k) * (unit(type) + unit(ElementType.FLOAT64));
  }

  /** Returns u, half of the distance from 1 to the next number. */
  static double unit(ElementType type) {
    return type == ElementType.FLOAT32 ? Math.ulp(1f) / 2 : Math.ulp(1.0) / 2;
  }

  /** Returns what a product, an elementwise function, a step or a prediction must give. */
  static Expected of(Task task) throws IOException {
    return switch (task.operation()) {
      case "product", "bias-relu" -> product(task);
      case "sigmoid", "relu" -> elementwise(task);
      case Task.BIAS_SIGMOID_IN_PLACE, Task.BIAS_RELU_IN_PLACE -> biased(task);
      case "predict" -> new ExpectedNet(task, task.size()).prediction();
      case "step" -> new ExpectedNet(task, task.net().examples()).step(false);
      default -> throw new IllegalArgumentException("no expectation of " + task);
    };
  }

  /** Returns what a step must give that minimises half the squared error. */
  static Expected ofSquaredError(Task task) throws IOException {
    return new ExpectedNet(task, task.net().examples()).step(true);
  }

  /**
   * Requires that a result is right.
   *
   * @throws WrongResultException if an element is farther off than its bound, or NaN
   */
  void require(String who, Task task, double[] actual) {
    if (actual.length != values.length) {
      throw new WrongResultException(
          "%s: %s gives %d numbers instead of %d"
              .formatted(task, who, actual.length, values.length));
    }
    for (int i = 0; i < actual.length; i++) {
      // Negated, so that NaN is wrong too.
      if (!(Math.abs(actual[i] - values[i]) <= bounds[i])) {
        throw new WrongResultException(
            "%s: %s gives %s at %d, plain loops give %s, and rounding explains no more than %.2g"
                .formatted(task, who, actual[i], i, values[i], bounds[i]));
      }
    }
  }

  private static Expected product(Task task) {
    Shapes.Gemm shape = task.gemm();
    Inputs.Factors factors = Inputs.factors(shape, task.type());
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    double[] a = Inputs.flat(shape.isATransposed() ? factors.a().transposed() : factors.a());
    double[] b = Inputs.flat(shape.isBTransposed() ? factors.b().transposed() : factors.b());
    double[] values = Loops.product(a, b, m, k, n);
    double[] bounds = Loops.product(Loops.magnitudes(a), Loops.magnitudes(b), m, k, n);
    Loops.scale(bounds, sumError(k, task.type()));
    if (task.operation().equals("bias-relu")) {
      for (int i = 0; i < values.length; i++) {
        double bias = factors.bias().get(i / n, 0);
        bounds[i] += 2 * unit(task.type()) * (Math.abs(values[i]) + Math.abs(bias));
        values[i] = Math.max(0, values[i] + bias);
      }
    }
    return new Expected(values, bounds);
  }

  private static Expected elementwise(Task task) {
    Matrix z = Inputs.elements(task.elements(), task.type());
    double[] values = Inputs.flat(z);
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (task.operation().equals("relu")) {
        values[i] = Math.max(0, values[i]); // exact: bound 0
      } else {
        values[i] = sigmoid(values[i]);
        bounds[i] = SIGMOID_UNITS * unit(task.type()) * values[i];
      }
    }
    return new Expected(values, bounds);
  }

  private static Expected biased(Task task) {
    Inputs.Biased inputs = Inputs.biased(task.elements(), task.type());
    int cols = inputs.z().cols();
    double[] values = Inputs.flat(inputs.z());
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double bias = inputs.bias().get(i / cols, 0);
      double error = 2 * unit(task.type()) * (Math.abs(values[i]) + Math.abs(bias));
      double z = values[i] + bias;
      if (task.operation().equals(Task.BIAS_RELU_IN_PLACE)) {
        values[i] = Math.max(0, z);
        bounds[i] = error;
      } else {
        values[i] = sigmoid(z);
        bounds[i] = error / 4 + SIGMOID_UNITS * unit(task.type()) * values[i]; // slope ≤ 1/4
      }
    }
    return new Expected(values, bounds);
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
