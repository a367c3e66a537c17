// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.pass.Batches;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Topology;
import dev.serval.core.spi.Backend;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks by gradient descent on a fixed set of examples, W ← W − α·dW, in full batches or
 * mini-batches. Immutable: each option method returns a new trainer. The result depends on network,
 * data, learning rate, iterations, batch size and method only, never on the backend or its threads.
 */
public final class Trainer {

  /** The notebook's learning rate. */
  public static final double DEFAULT_LEARNING_RATE = 0.0075;

  /** The notebook's number of iterations in the calls it shows. */
  public static final int DEFAULT_ITERATIONS = 2500;

  // Below dev.serval, so that whoever shows the engine's log gets this too and can tell it apart.
  private static final Logger LOG = System.getLogger("dev.serval.training");

  private final double learningRate;
  private final int iterations;
  private final int costEvery;
  private final int batchSize;
  private final TrainingMethod method;
  private final @Nullable Backend backend;
  private final List<TrainingListener> listeners;

  /** Makes a trainer with the notebook's settings, on the fastest backend with all cores. */
  public Trainer() {
    this(
        DEFAULT_LEARNING_RATE,
        DEFAULT_ITERATIONS,
        100,
        Integer.MAX_VALUE,
        TrainingMethod.AUTO,
        null,
        List.of());
  }

  private Trainer(
      double learningRate,
      int iterations,
      int costEvery,
      int batchSize,
      TrainingMethod method,
      @Nullable Backend backend,
      List<TrainingListener> listeners) {
    this.learningRate = learningRate;
    this.iterations = iterations;
    this.costEvery = costEvery;
    this.batchSize = batchSize;
    this.method = method;
    this.backend = backend;
    this.listeners = listeners;
  }

  /**
   * Sets α.
   *
   * @param learningRate finite and above 0
   */
  public Trainer learningRate(double learningRate) {
    if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning rate: " + learningRate + "; must be a finite number above 0");
    }
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /**
   * Sets how many updates to do, each on one batch.
   *
   * @param iterations ≥ 0
   */
  public Trainer iterations(int iterations) {
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations: " + iterations + "; must not be negative");
    }
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /**
   * Sets how often the cost is recorded: at iterations 0, n, 2n, … and at the last.
   *
   * @param costEvery n ≥ 1
   */
  public Trainer costEvery(int costEvery) {
    if (costEvery < 1) {
      throw new IllegalArgumentException("cost every: " + costEvery + "; must be at least 1");
    }
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /**
   * Sets how many examples an iteration sees: examples 0 to n − 1 in the first, the next n in the
   * second and so on, the rest in the last of an epoch, then from the start again, always in this
   * order. A cost is that of its batch. Without this call, or with n of m and more, each iteration
   * sees all examples.
   *
   * @param batchSize n ≥ 1
   */
  public Trainer batchSize(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size: " + batchSize + "; must be at least 1");
    }
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /**
   * Sets the form in which layer 1 is trained; AUTO unless this is called.
   *
   * @param method AUTO, DIRECT or GRAM
   */
  public Trainer method(TrainingMethod method) {
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /**
   * Sets what computes.
   *
   * @param backend stays the caller's to close
   */
  public Trainer backend(Backend backend) {
    return new Trainer(learningRate, iterations, costEvery, batchSize, method, backend, listeners);
  }

  /** Adds a listener; listeners are called in the order they were added. */
  public Trainer listener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new Trainer(
        learningRate, iterations, costEvery, batchSize, method, backend, List.copyOf(more));
  }

  /**
   * Trains from a network's parameters on a dataset. The network given is left as it is.
   *
   * @param network where to start; of the data's element type
   * @param data all examples, X (n0 × m) and Y (n_L × m)
   * @throws IllegalArgumentException if network and data do not fit, or GRAM does not apply
   * @throws TrainingDivergedException if a cost is NaN or infinite
   */
  public TrainingResult train(Network network, Dataset data) {
    if (backend != null) {
      return train(network, data, backend);
    }
    check(network, data); // before a backend is opened for nothing
    choose(network.topology(), data.examples(), data.type());
    try (Backend own = Backends.best()) {
      return train(network, data, own);
    }
  }

  private TrainingResult train(Network network, Dataset data, Backend backend) {
    TrainingRun run = start(network, data, backend);
    MethodChoice choice = run.method();
    LOG.log(
        Level.INFO,
        () -> "method " + choice.method().name().toLowerCase(Locale.ROOT) + ": " + choice.reason());
    List<CostPoint> costs = new ArrayList<>();
    while (run.iteration() < iterations && !run.isStopped()) {
      int iteration = run.iteration();
      double cost = run.step();
      for (TrainingListener listener : listeners) {
        listener.iterated(run);
      }
      if (iteration % costEvery == 0 || iteration == iterations - 1 || run.isStopped()) {
        costs.add(new CostPoint(iteration, cost));
      }
    }
    // Not bound to this backend: the result outlives it.
    return new TrainingResult(
        Network.of(run.parameters()), costs, run.iteration(), choice.method(), choice.reason());
  }

  /**
   * Starts a run that the caller steps; listeners and the number of iterations are the caller's
   * business then (AUTO still chooses for the iterations this trainer was told).
   *
   * @param network where to start; of the data's element type
   * @param data all examples
   * @param backend what computes; stays the caller's to close
   * @throws IllegalArgumentException if network and data do not fit, or GRAM does not apply
   */
  public TrainingRun start(Network network, Dataset data, Backend backend) {
    check(network, data);
    MethodChoice choice = choose(network.topology(), data.examples(), data.type());
    Batches batches = Batches.of(data.examples(), batchSize);
    return new TrainingRun(backend, network.parameters(), data, learningRate, batches, choice);
  }

  /**
   * Returns the form in which this trainer would train layer 1, and why.
   *
   * @param topology layer sizes
   * @param examples m, ≥ 1
   * @param type element type
   * @throws IllegalArgumentException if GRAM was asked for and does not apply
   */
  public MethodChoice choose(Topology topology, int examples, ElementType type) {
    int batch = Batches.of(examples, batchSize).size();
    return MethodChoice.of(method, topology, examples, batch, iterations, type);
  }

  private static void check(Network network, Dataset data) {
    int inputs = network.topology().inputs();
    int outputs = network.topology().outputs();
    if (data.x().rows() != inputs || data.y().rows() != outputs) {
      throw new IllegalArgumentException(
          "train: X is %s, Y is %s and the network is %s; X must be %d×m and Y %d×m"
              .formatted(data.x().shape(), data.y().shape(), network.topology(), inputs, outputs));
    }
    if (data.type() != network.type()) {
      throw new IllegalArgumentException(
          "train: the data is %s and the network %s; convert the data with as(%s)"
              .formatted(data.type(), network.type(), network.type()));
    }
  }
}
