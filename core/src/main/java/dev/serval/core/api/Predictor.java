// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.pass.LinearForward;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Operand;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.Product;
import java.util.List;

/**
 * Predicts batches of one size without allocating: fill {@link #input}, call {@link #run}, read
 * what it returns. It owns its matrices ({@link Network#probabilities} reads its caller's X); one
 * thread at a time.
 */
public final class Predictor {

  private final Matrix input;
  private final Matrix output;
  private final Product[] layers;

  /**
   * Plans a batch.
   *
   * @param backend what computes
   * @param parameters of the network
   * @param weights prepared for that backend
   * @param input X, n0 × m with m ≥ 1, read at every run
   */
  Predictor(Backend backend, Parameters parameters, List<Prepared> weights, Matrix input) {
    Topology topology = parameters.topology();
    int examples = input.cols();
    this.input = input;
    this.layers = new Product[topology.layers()];
    Matrix previous = input;
    for (int l = 1; l <= topology.layers(); l++) {
      Matrix a = Matrix.zeros(parameters.type(), topology.size(l), examples);
      Operand w = weights.get(l - 1);
      layers[l - 1] =
          LinearForward.planActivated(
              backend, w, previous, parameters.bias(l), topology.activation(l), a);
      previous = a;
    }
    this.output = previous;
  }

  /** Returns X, n0 × m: the caller writes the examples here, one per column. */
  public Matrix input() {
    return input;
  }

  /**
   * Computes the probabilities of the examples now in {@link #input}.
   *
   * @return A[L], n_L × m; the same matrix every time, overwritten by the next run
   */
  public Matrix run() {
    for (Product layer : layers) {
      layer.run();
    }
    return output;
  }
}
