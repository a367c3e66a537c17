// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network [LINEAR→RELU]×(L−1)→LINEAR→SIGMOID with fixed parameters: what a {@link Trainer} starts
 * from and what it returns. Immutable, so any number of threads may predict with one network.
 */
public final class Network {

  private final Parameters parameters;
  private final PreparedWeights weights;

  private Network(Parameters parameters, @Nullable Backend backend) {
    this.parameters = parameters;
    this.weights = new PreparedWeights(parameters, backend);
  }

  /**
   * Makes a network with these parameters, computing on the default backend.
   *
   * @param parameters copied
   */
  public static Network of(Parameters parameters) {
    return new Network(parameters.copy(), null);
  }

  /**
   * Makes an untrained network.
   *
   * @param topology layer sizes
   * @param initializer how the weights begin
   * @param seed seed of NumPy's legacy generator
   * @param type element type of parameters and computation
   */
  public static Network initialize(
      Topology topology, Initializer initializer, long seed, ElementType type) {
    return new Network(initializer.initialize(topology, seed, type), null);
  }

  /**
   * Returns the same network computing on another backend.
   *
   * @param backend stays the caller's to close; the network must not be used after that
   */
  public Network on(Backend backend) {
    return new Network(parameters, backend);
  }

  /** Returns the layer sizes. */
  public Topology topology() {
    return parameters.topology();
  }

  /** Returns the element type. */
  public ElementType type() {
    return parameters.type();
  }

  /** Returns a copy of the parameters. */
  public Parameters parameters() {
    return parameters.copy();
  }

  /**
   * Makes a handle for predicting batches of one size again and again without allocating. One
   * thread uses a handle at a time; make one per thread.
   *
   * @param examples the number of columns of a batch, ≥ 1
   */
  public Predictor predictor(int examples) {
    if (examples < 1) {
      throw new IllegalArgumentException("predictor: " + examples + " examples; need at least 1");
    }
    return weights.predictor(Matrix.zeros(type(), topology().inputs(), examples));
  }

  /**
   * Returns A[L], the probability of label 1 for each example.
   *
   * @param x inputs, n0 × m, of this network's element type
   * @return a new n_L × m matrix
   * @throws IllegalArgumentException if the shape or type does not fit
   */
  public Matrix probabilities(Matrix x) {
    if (x.rows() != topology().inputs() || x.type() != type()) {
      throw new IllegalArgumentException(
          "predict: X is %s %s and the network is %s %s; X must be %d×m of the same element type"
              .formatted(x.type(), x.shape(), type(), topology(), topology().inputs()));
    }
    if (x.cols() == 0) {
      return Matrix.zeros(type(), topology().outputs(), 0);
    }
    return weights.predictor(x).run();
  }

  /**
   * Returns the predicted labels: 1 exactly where the probability is above 0.5, else 0 (NaN
   * included).
   *
   * @param x inputs, n0 × m, of this network's element type
   * @return a new n_L × m matrix of zeros and ones
   */
  public Matrix predict(Matrix x) {
    Matrix labels = probabilities(x);
    for (int i = 0; i < labels.rows(); i++) {
      for (int j = 0; j < labels.cols(); j++) {
        labels.set(i, j, isPositive(labels.get(i, j)) ? 1 : 0);
      }
    }
    return labels;
  }

  /**
   * Compares the predictions for a dataset with its labels.
   *
   * @param data examples that fit this network, of its element type
   */
  public Evaluation evaluate(Dataset data) {
    if (data.y().rows() != topology().outputs()) {
      throw new IllegalArgumentException(
          "evaluate: Y is %s and the network is %s; Y must be %d×m"
              .formatted(data.y().shape(), topology(), topology().outputs()));
    }
    return Evaluation.of(probabilities(data.x()), data.y());
  }

  /** Returns whether a probability means label 1: strictly above one half. */
  public static boolean isPositive(double probability) {
    return probability > 0.5;
  }

  /**
   * Weights never change, so their fastest layout is made once, at first use; only then is the
   * default backend opened, if none was given.
   */
  private static final class PreparedWeights {
    private final Parameters parameters;
    private @Nullable Backend backend;
    private List<Prepared> prepared = List.of();

    PreparedWeights(Parameters parameters, @Nullable Backend backend) {
      this.parameters = parameters;
      this.backend = backend;
    }

    synchronized Predictor predictor(Matrix input) {
      Backend opened = backend == null ? Backends.defaultBackend() : backend;
      backend = opened;
      if (prepared.isEmpty()) {
        List<Prepared> made = new ArrayList<>();
        for (int l = 1; l <= parameters.layers(); l++) {
          made.add(opened.prepare(parameters.weight(l), Prepared.Side.LEFT));
        }
        prepared = List.copyOf(made);
      }
      return new Predictor(opened, parameters, prepared, input);
    }
  }
}
