// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.api.Backends;
import dev.serval.core.internal.pass.ActivationStep;
import dev.serval.core.internal.pass.CrossEntropy;
import dev.serval.core.internal.pass.GradientDescent;
import dev.serval.core.internal.pass.LinearBackward;
import dev.serval.core.internal.pass.LinearForward;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Activation;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of "Building your Deep Neural Network: Step by Step". Each makes new matrices for
 * its results and leaves its arguments alone; results have the element type of the arguments.
 * Caches share the matrices they were given.
 *
 * <p>Matrices: X (n0 × m), A[l] and Z[l] (n_l × m), W[l] (n_l × n_{l−1}), b[l] (n_l × 1), Y (n_L ×
 * m).
 */
public final class StepByStep {

  private final Backend backend;

  /** Makes the functions, computing on the default backend. */
  public StepByStep() {
    this(Backends.defaultBackend());
  }

  /**
   * Makes the functions, computing on a backend.
   *
   * @param backend stays the caller's to close
   */
  public StepByStep(Backend backend) {
    this.backend = backend;
  }

  /**
   * W1 = randn·0.01, b1 = 0, W2 = randn·0.01, b2 = 0.
   *
   * @param nX size of the input layer
   * @param nH size of the hidden layer
   * @param nY size of the output layer
   * @param seed seed of NumPy's legacy generator; the notebook uses 1
   * @return FLOAT64 parameters of two layers
   * @notebook initialize_parameters
   */
  public Parameters initializeParameters(int nX, int nH, int nY, long seed) {
    return Initializer.SMALL.initialize(Topology.of(nX, nH, nY), seed, ElementType.FLOAT64);
  }

  /**
   * W[l] = randn scaled, b[l] = 0 for l = 1..L.
   *
   * @param initializer the scaling: SCALED is the code of the notebook, SMALL its text
   * @param seed seed of NumPy's legacy generator; the first notebook uses 3, the second 1
   * @param layerDims n0, …, nL
   * @return FLOAT64 parameters of L layers
   * @notebook initialize_parameters_deep
   */
  public Parameters initializeParametersDeep(Initializer initializer, long seed, int... layerDims) {
    return initializer.initialize(Topology.of(layerDims), seed, ElementType.FLOAT64);
  }

  /**
   * Z = W·A_prev + b.
   *
   * @param aPrev n_{l−1} × m
   * @param w n_l × n_{l−1}
   * @param b n_l × 1, added to every column
   * @throws IllegalArgumentException if shapes or types do not fit
   * @notebook linear_forward
   */
  public LinearForwardResult linearForward(Matrix aPrev, Matrix w, Matrix b) {
    Matrix z = Matrix.zeros(w.type(), w.rows(), aPrev.cols());
    LinearForward.plan(backend, w, aPrev, b, z).run();
    return new LinearForwardResult(z, new LinearCache(aPrev, w, b));
  }

  /**
   * A = 1 / (1 + e^−Z), elementwise.
   *
   * @param z any shape
   * @notebook sigmoid
   */
  public ActivationResult sigmoid(Matrix z) {
    return activation(z, Activation.SIGMOID);
  }

  /**
   * A = max(0, Z), elementwise; NaN stays NaN.
   *
   * @param z any shape
   * @notebook relu
   */
  public ActivationResult relu(Matrix z) {
    return activation(z, Activation.RELU);
  }

  private ActivationResult activation(Matrix z, Activation g) {
    Matrix a = like(z);
    ActivationStep.forward(backend, g, z, a);
    return new ActivationResult(a, z);
  }

  /**
   * A = g(W·A_prev + b).
   *
   * @param aPrev n_{l−1} × m
   * @param w n_l × n_{l−1}
   * @param b n_l × 1
   * @param activation {@code "sigmoid"} or {@code "relu"}
   * @throws IllegalArgumentException for another activation, or if shapes or types do not fit
   * @notebook linear_activation_forward
   */
  public LayerForwardResult linearActivationForward(
      Matrix aPrev, Matrix w, Matrix b, String activation) {
    return linearActivationForward(aPrev, w, b, Activation.named(activation));
  }

  private LayerForwardResult linearActivationForward(
      Matrix aPrev, Matrix w, Matrix b, Activation g) {
    LinearForwardResult linear = linearForward(aPrev, w, b);
    Matrix a = activation(linear.z(), g).a();
    return new LayerForwardResult(a, new LayerCache(linear.cache(), linear.z()));
  }

  /**
   * A[L] of [LINEAR→RELU]×(L−1)→LINEAR→SIGMOID.
   *
   * @param x n0 × m
   * @param parameters W[l], b[l]
   * @throws IllegalArgumentException if X does not fit the parameters
   * @notebook L_model_forward
   */
  public ModelForwardResult lModelForward(Matrix x, Parameters parameters) {
    List<LayerCache> caches = new ArrayList<>();
    Matrix a = x;
    for (int l = 1; l <= parameters.layers(); l++) {
      LayerForwardResult layer =
          linearActivationForward(
              a, parameters.weight(l), parameters.bias(l), parameters.topology().activation(l));
      caches.add(layer.cache());
      a = layer.a();
    }
    return new ModelForwardResult(a, caches);
  }

  /**
   * J = −(1/m) Σ y·log(a) + (1 − y)·log(1 − a), literally: infinite or NaN where a probability is
   * exactly 0 or 1. {@link #computeCostFromLogits} does not have that weakness.
   *
   * @param aL n_L × m
   * @param y the same shape
   * @throws IllegalArgumentException if the shapes differ
   * @notebook compute_cost, eq. (7)
   */
  public double computeCost(Matrix aL, Matrix y) {
    requireSameShape("computeCost", "AL", aL, "Y", y);
    return CrossEntropy.literal(aL, y);
  }

  /**
   * J = (1/m) Σ max(z, 0) − z·y + log1p(e^−|z|): the same cost from Z[L], finite for every finite
   * z. This is the form training uses.
   *
   * @param zL n_L × m
   * @param y the same shape and type
   * @throws IllegalArgumentException if the shapes differ
   */
  public double computeCostFromLogits(Matrix zL, Matrix y) {
    requireSameShape("computeCostFromLogits", "ZL", zL, "Y", y);
    return CrossEntropy.fromLogits(backend, zL, y);
  }

  /**
   * dZ = dA · s · (1 − s), s = sigmoid(Z).
   *
   * @param dA n_l × m
   * @param cache Z, the same shape
   * @notebook sigmoid_backward
   */
  public Matrix sigmoidBackward(Matrix dA, Matrix cache) {
    return activationBackward(dA, cache, Activation.SIGMOID);
  }

  /**
   * dZ = dA where Z &gt; 0, else 0.
   *
   * @param dA n_l × m, not changed
   * @param cache Z, the same shape
   * @notebook relu_backward
   */
  public Matrix reluBackward(Matrix dA, Matrix cache) {
    return activationBackward(dA, cache, Activation.RELU);
  }

  private Matrix activationBackward(Matrix dA, Matrix z, Activation g) {
    Matrix dZ = like(z);
    ActivationStep.backward(backend, g, dA, z, dZ);
    return dZ;
  }

  /**
   * dW = (1/m)·dZ·A_prevᵀ, db = (1/m)·Σ_columns dZ, dA_prev = Wᵀ·dZ.
   *
   * @param dZ n_l × m
   * @param cache of {@link #linearForward}
   * @throws IllegalArgumentException if dZ does not fit the cache
   * @notebook linear_backward, eqs. (8), (9), (10)
   */
  public LayerGradients linearBackward(Matrix dZ, LinearCache cache) {
    Matrix dAPrev = like(cache.aPrev());
    Matrix dW = like(cache.w());
    Matrix db = like(cache.b());
    LinearBackward.planWeights(backend, dZ, cache.aPrev().transposed(), dW).run();
    LinearBackward.bias(backend, dZ, db);
    LinearBackward.planInput(backend, cache.w(), dZ, dAPrev).run();
    return new LayerGradients(dAPrev, dW, db);
  }

  /**
   * dZ = dA · g′(Z), then {@link #linearBackward}.
   *
   * @param dA n_l × m
   * @param cache of {@link #linearActivationForward}
   * @param activation {@code "sigmoid"} or {@code "relu"}
   * @throws IllegalArgumentException for another activation, or if dA does not fit the cache
   * @notebook linear_activation_backward, eq. (11)
   */
  public LayerGradients linearActivationBackward(Matrix dA, LayerCache cache, String activation) {
    return linearActivationBackward(dA, cache, Activation.named(activation));
  }

  private LayerGradients linearActivationBackward(Matrix dA, LayerCache cache, Activation g) {
    return linearBackward(activationBackward(dA, cache.z(), g), cache.linear());
  }

  /**
   * All gradients, from dAL = −(Y/AL − (1 − Y)/(1 − AL)) back to layer 1. Literal: AL exactly 0 or
   * 1 gives infinite or NaN gradients; any other finite AL is accepted, even outside (0, 1).
   *
   * @param aL n_L × m
   * @param y the same shape
   * @param caches of {@link #lModelForward}; index l−1 is layer l's
   * @throws IllegalArgumentException if the shapes do not fit
   * @notebook L_model_backward
   */
  public Gradients lModelBackward(Matrix aL, Matrix y, List<LayerCache> caches) {
    requireSameShape("lModelBackward", "AL", aL, "Y", y);
    int layers = caches.size();
    Matrix[] dA = new Matrix[layers + 1];
    Matrix[] dW = new Matrix[layers];
    Matrix[] db = new Matrix[layers];
    dA[layers] = like(aL);
    CrossEntropy.literalGradient(aL, y, dA[layers]);
    for (int l = layers; l >= 1; l--) {
      Activation g = l == layers ? Activation.SIGMOID : Activation.RELU;
      LayerGradients layer = linearActivationBackward(dA[l], caches.get(l - 1), g);
      dA[l - 1] = layer.dAPrev();
      dW[l - 1] = layer.dW();
      db[l - 1] = layer.db();
    }
    return new Gradients(List.of(dA), List.of(dW), List.of(db));
  }

  /**
   * W[l] − α·dW[l] and b[l] − α·db[l] for l = 1..L. Shapes must be equal: nothing is broadcast.
   *
   * @param parameters not changed
   * @param gradients of the same network
   * @param learningRate α
   * @return new parameters
   * @throws IllegalArgumentException if a gradient is not shaped as its parameter
   * @notebook update_parameters, eqs. (16), (17)
   */
  public Parameters updateParameters(
      Parameters parameters, Gradients gradients, double learningRate) {
    if (gradients.layers() != parameters.layers()) {
      throw new IllegalArgumentException(
          "updateParameters: gradients of %d layers for parameters of %d"
              .formatted(gradients.layers(), parameters.layers()));
    }
    Parameters updated = parameters.copy();
    for (int l = 1; l <= parameters.layers(); l++) {
      requireSameShape("updateParameters", "dW" + l, gradients.dW(l), "W" + l, updated.weight(l));
      requireSameShape("updateParameters", "db" + l, gradients.db(l), "b" + l, updated.bias(l));
    }
    for (int l = 1; l <= parameters.layers(); l++) {
      GradientDescent.update(backend, learningRate, gradients.dW(l), updated.weight(l));
      GradientDescent.update(backend, learningRate, gradients.db(l), updated.bias(l));
    }
    return updated;
  }

  private static Matrix like(Matrix matrix) {
    return Matrix.zeros(matrix.type(), matrix.rows(), matrix.cols());
  }

  private static void requireSameShape(
      String operation, String nameA, Matrix a, String nameB, Matrix b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      throw new IllegalArgumentException(
          "%s: %s is %s and %s is %s; the shapes must be equal"
              .formatted(operation, nameA, a.shape(), nameB, b.shape()));
    }
  }
}
