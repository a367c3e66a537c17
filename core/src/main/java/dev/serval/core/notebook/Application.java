// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Dataset;
import dev.serval.core.api.Evaluation;
import dev.serval.core.api.Network;
import dev.serval.core.api.Trainer;
import dev.serval.core.api.TrainingResult;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import java.util.Arrays;

/**
 * The functions of "Deep Neural Network - Application": train a two-layer or an L-layer network,
 * predict, and find what is mislabeled. Thin: {@link Trainer} and {@link Network} do the work.
 */
public final class Application {

  /** The seed both training functions of the notebook set. */
  private static final long SEED = 1;

  private final Backend backend;

  /** Makes the functions, computing on the default backend. */
  public Application() {
    this(Backends.defaultBackend());
  }

  /**
   * Makes the functions, computing on a backend.
   *
   * @param backend stays the caller's to close
   */
  public Application(Backend backend) {
    this.backend = backend;
  }

  /**
   * Trains LINEAR→RELU→LINEAR→SIGMOID from randn·0.01 weights of seed 1.
   *
   * @param x n0 × m
   * @param y 1 × m, zeros and ones
   * @param layersDims {n_x, n_h, n_y}
   * @param learningRate α, 0.0075 in the notebook
   * @param numIterations updates
   * @return the network and the costs of iterations 0, 100, … and the last
   * @throws IllegalArgumentException if there are not three sizes, or the data does not fit
   * @notebook two_layer_model
   */
  public TrainingResult twoLayerModel(
      Matrix x, Matrix y, int[] layersDims, double learningRate, int numIterations) {
    if (layersDims.length != 3) {
      throw new IllegalArgumentException(
          "twoLayerModel: %s has %d sizes; give n_x, n_h and n_y"
              .formatted(Arrays.toString(layersDims), layersDims.length));
    }
    return train(x, y, layersDims, Initializer.SMALL, learningRate, numIterations);
  }

  /**
   * Trains [LINEAR→RELU]×(L−1)→LINEAR→SIGMOID from randn/√n_{l−1} weights of seed 1.
   *
   * @param x n0 × m
   * @param y n_L × m, zeros and ones
   * @param layersDims n0, …, nL
   * @param learningRate α, 0.0075 in the notebook
   * @param numIterations updates
   * @return the network and the costs of iterations 0, 100, … and the last
   * @throws IllegalArgumentException if the data does not fit
   * @notebook L_layer_model
   */
  public TrainingResult lLayerModel(
      Matrix x, Matrix y, int[] layersDims, double learningRate, int numIterations) {
    return train(x, y, layersDims, Initializer.SCALED, learningRate, numIterations);
  }

  private TrainingResult train(
      Matrix x,
      Matrix y,
      int[] sizes,
      Initializer initializer,
      double learningRate,
      int iterations) {
    Network start = Network.initialize(Topology.of(sizes), initializer, SEED, x.type());
    return new Trainer()
        .learningRate(learningRate)
        .iterations(iterations)
        .backend(backend)
        .train(start, Dataset.of(x, y));
  }

  /**
   * Predicts and compares with the labels.
   *
   * @param x n0 × m
   * @param y n_L × m
   * @param parameters a trained network's
   * @return probabilities, accuracy and the mislabeled examples
   * @notebook predict, print_mislabeled_images
   */
  public Evaluation predict(Matrix x, Matrix y, Parameters parameters) {
    return Network.of(parameters).on(backend).evaluate(Dataset.of(x, y));
  }
}
