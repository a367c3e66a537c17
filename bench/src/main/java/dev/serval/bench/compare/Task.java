// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.Shapes;
import dev.serval.core.api.Trainer;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import java.util.Locale;

/**
 * What contenders are asked to do; its text form travels to their processes.
 *
 * @param family kind of task; COLD tasks reach a contender as INFERENCE or TRAINING
 * @param operation {@code product}, {@code bias-relu} (a product with an epilogue), {@code
 *     sigmoid}, {@code relu}, {@link #BIAS_SIGMOID_IN_PLACE}, {@link #BIAS_RELU_IN_PLACE}, {@code
 *     step}, {@code train} or {@code predict}
 * @param shape name of a constant of {@link Shapes}
 * @param type element type
 * @param size iterations of a training, examples of a prediction, else 0
 */
public record Task(Family family, String operation, String shape, ElementType type, int size) {

  /** A := sigmoid(A + b), the same b for each row. */
  public static final String BIAS_SIGMOID_IN_PLACE = "bias-sigmoid-in-place";

  /** A := relu(A + b), the same b for each row. */
  public static final String BIAS_RELU_IN_PLACE = "bias-relu-in-place";

  /**
   * The learning rate of one step, about the notebook's. float32 holds it exactly, and ten times it
   * too: DJL keeps a rate as float32 and wants it times the outputs, and with 0.0075 its float64
   * step would be farther off than rounding explains.
   */
  public static final double STEP_LEARNING_RATE = 123.0 / 16384;

  /** Returns the learning rate of a step or a training. */
  public double learningRate() {
    return operation.equals("step") ? STEP_LEARNING_RATE : Trainer.DEFAULT_LEARNING_RATE;
  }

  /** Returns whether the result takes the place of the argument. */
  public boolean isInPlace() {
    return operation.endsWith("-in-place");
  }

  /** Returns the text form. */
  @Override
  public String toString() {
    return family + " " + operation + " " + shape + " " + type + " " + size;
  }

  /** Reads the text form. */
  public static Task parse(String text) {
    String[] words = text.split(" ", -1);
    return new Task(
        Family.valueOf(words[0]),
        words[1],
        words[2],
        ElementType.valueOf(words[3]),
        Integer.parseInt(words[4]));
  }

  /** Returns the product's shape. */
  public Shapes.Gemm gemm() {
    return Shapes.Gemm.valueOf(shape);
  }

  /** Returns the matrix of an elementwise function. */
  public Shapes.Elements elements() {
    return Shapes.Elements.valueOf(shape);
  }

  /** Returns the network. */
  public Shapes.Net net() {
    return Shapes.Net.valueOf(shape);
  }

  /** Returns what the report calls it. */
  public String label() {
    return switch (operation) {
      case "product" -> shape + " " + gemm().dimensions();
      case "bias-relu" -> "bias-relu " + shape + " " + gemm().dimensions();
      case "sigmoid", "relu", BIAS_SIGMOID_IN_PLACE, BIAS_RELU_IN_PLACE ->
          operation + " " + shape + " " + elements().count();
      case "step" -> shape + " " + net().topology() + ", batch " + net().examples();
      case "train" -> shape + " " + net().topology() + ", " + size + " iterations";
      case "predict" -> shape + " " + net().topology() + ", " + size + " example(s)";
      default -> throw new IllegalArgumentException("task: unknown operation " + operation);
    };
  }

  /** Returns the element type as the report writes it. */
  public String typeLabel() {
    return type.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns the floating-point operations of the products; 0 for elementwise functions. */
  public double flops() {
    return switch (operation) {
      case "product", "bias-relu" -> gemm().flops();
      case "step" -> net().stepFlops();
      // How many a training needs is for each contender to choose; ours may take the Gram form.
      case "train" -> 0;
      case "predict" -> net().forwardFlops(size);
      default -> 0;
    };
  }

  /** Returns the bytes that must be read or written at least once: operands and result. */
  public double bytes() {
    double elements =
        switch (operation) {
          case "product", "bias-relu" -> {
            Shapes.Gemm g = gemm();
            yield (double) g.m() * g.k() + (double) g.k() * g.n() + (double) g.m() * g.n();
          }
          case "sigmoid", "relu", BIAS_SIGMOID_IN_PLACE, BIAS_RELU_IN_PLACE ->
              2.0 * elements().count();
          case "step" -> (double) net().topology().inputs() * net().examples() + 2 * parameters();
          case "train" ->
              size * ((double) net().topology().inputs() * net().examples() + 2 * parameters());
          default -> (double) net().topology().inputs() * size + parameters();
        };
    return elements * type.bytes();
  }

  /** Returns the bytes that one pass touches, which decide the cache they may stay in. */
  public double footprint() {
    if (isInPlace()) {
      return bytes() / 2; // read and written, but the same
    }
    return operation.equals("train") ? bytes() / size : bytes();
  }

  private double parameters() {
    Topology topology = net().topology();
    double count = 0;
    for (int l = 1; l <= topology.layers(); l++) {
      count += (topology.size(l - 1) + 1.0) * topology.size(l);
    }
    return count;
  }
}
