// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.pass.ForwardPass;
import dev.serval.core.internal.pass.GramFirstLayer;
import dev.serval.core.internal.pass.InnerProducts;
import dev.serval.core.internal.pass.TrainingStep;
import dev.serval.core.internal.pass.Workspace;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.model.Parameters;
import dev.serval.core.spi.Backend;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains configurations on all folds but one and asks for the cost of that one, every fold in turn,
 * in Gram form. The inputs appear in two products, computed once and shared: G = Xᵀ·X, of which
 * each fold takes the rows and columns of its examples, and Z1⁰ = W1⁰·X per configuration. Its
 * elements do not depend on the others of a matrix, so a fold is trained to the bits it would have
 * alone. Immutable: any number of threads may evaluate, each with a backend of its own.
 */
final class CrossValidation {

  /**
   * What a fold needs of G and Y.
   *
   * @param examples which are which
   * @param G of the training examples, m′ × m′
   * @param validationG training by validation examples, m′ × k
   * @param Y labels of the training examples
   * @param validationY labels of the others
   */
  private record Part(
      Folds.Fold examples, Matrix G, Matrix validationG, Matrix Y, Matrix validationY) {}

  private final Dataset data;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Computes G and deals the folds.
   *
   * @param backend what computes
   * @param data the examples
   * @param k how many folds
   * @param seed how they are dealt
   */
  CrossValidation(Backend backend, Dataset data, int k, long seed) {
    this.data = data;
    Matrix G = InnerProducts.of(backend, data.x());
    for (Folds.Fold fold : Folds.deal(data.examples(), k, seed)) {
      parts.add(
          new Part(
              fold,
              Folds.block(G, fold.training(), fold.training()),
              Folds.block(G, fold.training(), fold.validation()),
              Folds.columns(data.y(), fold.training()),
              Folds.columns(data.y(), fold.validation())));
    }
  }

  /** Returns X as the right factor of products, for one backend. */
  static Prepared prepare(Backend backend, Dataset data) {
    return backend.prepare(data.x(), Prepared.Side.RIGHT);
  }

  /**
   * Returns how a configuration does.
   *
   * @param backend what computes
   * @param inputs X, prepared by {@link #prepare} for that backend
   * @param configuration what to train
   * @param index its place
   */
  SweepOutcome evaluate(
      Backend backend, Prepared inputs, SweepConfiguration configuration, int index) {
    Parameters start =
        configuration.start(data.x().rows(), data.y().rows(), data.type()).parameters();
    Matrix Z0 = GramFirstLayer.initialOutput(backend, start.weight(1), inputs);
    List<Double> costs = new ArrayList<>();
    int correct = 0;
    for (Part part : parts) {
      Training training = new Training(backend, part, start, Z0);
      costs.add(training.run(configuration));
      correct += training.correct();
    }
    return new SweepOutcome(configuration, index, costs, correct, data.examples());
  }

  /** One network on one fold. */
  private static final class Training {
    private final Part part;
    private final TrainingStep step;
    private final ForwardPass validation;
    private final Workspace validated;
    private boolean converged;

    Training(Backend backend, Part part, Parameters start, Matrix Z0) {
      this.part = part;
      Parameters parameters = ownCopy(start);
      int trained = part.Y().cols();
      int held = part.validationY().cols();
      Workspace workspace = new Workspace(start.topology(), trained, start.type());
      GramFirstLayer first =
          new GramFirstLayer(
              backend, parameters, part.G(), Folds.columns(Z0, part.examples().training()));
      step =
          new TrainingStep(
              backend, parameters, first.plan(0, trained, workspace), part.Y(), workspace);
      validated = new Workspace(start.topology(), held, start.type());
      validation =
          new ForwardPass(
              backend,
              parameters,
              first.planOutput(
                  part.validationG(), Folds.columns(Z0, part.examples().validation()), validated),
              validated);
    }

    /** Returns copies of all but W1, which the Gram form only reads. */
    private static Parameters ownCopy(Parameters start) {
      List<Matrix> weights = new ArrayList<>();
      List<Matrix> biases = new ArrayList<>();
      for (int l = 1; l <= start.layers(); l++) {
        weights.add(l == 1 ? start.weight(1) : start.weight(l).copy());
        biases.add(start.bias(l).copy());
      }
      return new Parameters(weights, biases);
    }

    /**
     * Returns the validation cost after training, or the first training cost that is not finite.
     */
    double run(SweepConfiguration configuration) {
      for (int i = 0; i < configuration.iterations(); i++) {
        double cost = step.run(configuration.learningRate());
        if (!Double.isFinite(cost)) {
          return cost;
        }
      }
      validation.run();
      double cost = validation.cost(part.validationY());
      converged = Double.isFinite(cost);
      return cost;
    }

    /** Returns how many held-out examples are predicted right; 0 if it did not come to that. */
    int correct() {
      // A probability that was never computed, or NaN, is not above 0.5 and would pass for a no.
      if (!converged) {
        return 0;
      }
      return Evaluation.of(validated.A(validated.topology().layers()), part.validationY())
          .correct();
    }
  }
}
