// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.simd.elementwise.DoubleElementwise;
import dev.serval.simd.elementwise.FloatElementwise;

/**
 * Our epilogues alone, row by row on finished sums, as products apply them; one thread. There is no
 * public way to them: a product's epilogue cannot be timed apart from its product.
 */
final class InPlace implements Work {

  private final Task task;
  private final int cols;
  private final boolean sigmoid;
  private final Matrix bias;
  private Matrix z;

  InPlace(Task task) {
    this.task = task;
    sigmoid = task.operation().equals(Task.BIAS_SIGMOID_IN_PLACE);
    Inputs.Biased inputs = Inputs.biased(task.elements(), task.type());
    z = inputs.z();
    bias = inputs.bias();
    cols = z.cols();
  }

  @Override
  public void run() {
    if (task.type() == ElementType.FLOAT32) {
      floats(Inputs.floats(z), Inputs.floats(bias));
    } else {
      doubles(Inputs.doubles(z), Inputs.doubles(bias));
    }
  }

  private void floats(float[] c, float[] b) {
    for (int i = 0; i < b.length; i++) {
      if (sigmoid) {
        FloatElementwise.biasSigmoid(c, i * cols, cols, b[i]);
      } else {
        FloatElementwise.biasRelu(c, i * cols, cols, b[i]);
      }
    }
  }

  private void doubles(double[] c, double[] b) {
    for (int i = 0; i < b.length; i++) {
      if (sigmoid) {
        DoubleElementwise.biasSigmoid(c, i * cols, cols, b[i]);
      } else {
        DoubleElementwise.biasRelu(c, i * cols, cols, b[i]);
      }
    }
  }

  @Override
  public double[] result() {
    z = Inputs.biased(task.elements(), task.type()).z();
    run();
    return Inputs.flat(z);
  }
}
