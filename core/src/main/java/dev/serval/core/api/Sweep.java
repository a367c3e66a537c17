// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.Prepared;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares many ways to train on the same examples by k-fold cross-validation. All trainings share
 * one matrix of inner products (docs/gram.md), so each costs little; configurations run side by
 * side, each on one thread. Immutable: each option method returns a new sweep. The result depends
 * on configurations, data, folds and their seed only, not on threads or on which finishes first.
 *
 * <pre>{@code
 * SweepResult result = new Sweep().run(configurations, training);
 * SweepConfiguration best = result.best().configuration();
 * Network start = best.start(training.x().rows(), training.y().rows(), training.type());
 * Network network = best.trainer().train(start, training).network(); // and only now the test data
 * }</pre>
 */
public final class Sweep {

  private final int folds;
  private final long foldSeed;
  private final int threads;
  private final Supplier<Backend> backends;
  private final SweepListener listener;

  /** Makes a sweep of 5 folds with seed 1 on all cores, with the fastest backend. */
  public Sweep() {
    this(
        5,
        1,
        Runtime.getRuntime().availableProcessors(),
        () -> Backends.best(new BackendOptions(1)),
        (outcome, finished, configurations) -> {});
  }

  private Sweep(
      int folds, long foldSeed, int threads, Supplier<Backend> backends, SweepListener listener) {
    this.folds = folds;
    this.foldSeed = foldSeed;
    this.threads = threads;
    this.backends = backends;
    this.listener = listener;
  }

  /**
   * Sets k, into how many parts the examples are dealt.
   *
   * @param folds k ≥ 2
   */
  public Sweep folds(int folds) {
    if (folds < 2) {
      throw new IllegalArgumentException("sweep: " + folds + " folds; need at least 2");
    }
    return new Sweep(folds, foldSeed, threads, backends, listener);
  }

  /**
   * Sets how the examples are dealt.
   *
   * @param foldSeed seed of NumPy's legacy generator, 0 to 2³²−1
   */
  public Sweep foldSeed(long foldSeed) {
    return new Sweep(folds, foldSeed, threads, backends, listener);
  }

  /**
   * Sets how many configurations are trained at the same time.
   *
   * @param threads ≥ 1
   */
  public Sweep threads(int threads) {
    return new Sweep(folds, foldSeed, new BackendOptions(threads).threads(), backends, listener);
  }

  /**
   * Sets what computes.
   *
   * @param backends opens a backend for a thread, which closes it; best one that uses that thread
   *     only
   */
  public Sweep backends(Supplier<Backend> backends) {
    return new Sweep(folds, foldSeed, threads, backends, listener);
  }

  /** Sets who is told of progress. */
  public Sweep listener(SweepListener listener) {
    return new Sweep(folds, foldSeed, threads, backends, listener);
  }

  /**
   * Trains every configuration on every choice of k − 1 folds. If the calling thread is
   * interrupted, trainings that have begun are finished, and the result has what is done by then.
   *
   * @param configurations at least one
   * @param data the training examples; test examples have no place here
   * @return the outcomes, ranked
   * @throws IllegalArgumentException if there is no configuration, there are fewer examples than
   *     folds, or more than the Gram form can take
   */
  public SweepResult run(List<SweepConfiguration> configurations, Dataset data) {
    check(configurations, data);
    List<Thread> others = new ArrayList<>();
    try (Backend own = backends.get()) {
      Prepared inputs = CrossValidation.prepare(own, data);
      CrossValidation validation = new CrossValidation(own, data, folds, foldSeed);
      Work work = new Work(List.copyOf(configurations), validation, listener);
      for (int t = 1; t < Math.min(threads, configurations.size()); t++) {
        Thread thread = new Thread(() -> help(work, data), "serval-sweep-" + t);
        thread.setDaemon(true);
        thread.start();
        others.add(thread);
      }
      work.run(own, inputs);
      boolean interrupted = join(others, work);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return work.result();
    }
  }

  private void help(Work work, Dataset data) {
    try (Backend backend = backends.get()) {
      work.run(backend, CrossValidation.prepare(backend, data));
    } catch (RuntimeException | Error e) {
      work.fail(e);
    }
  }

  /** Waits for all; an interrupt is passed on as a wish to end and returned. */
  private static boolean join(List<Thread> threads, Work work) {
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        if (interrupted) {
          work.end();
        }
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }

  private void check(List<SweepConfiguration> configurations, Dataset data) {
    if (configurations.isEmpty()) {
      throw new IllegalArgumentException("sweep: no configuration; give at least one");
    }
    if (data.examples() < folds) {
      throw new IllegalArgumentException(
          "sweep: %d examples in %d folds; every fold needs at least one, so use at most %d"
              .formatted(data.examples(), folds, data.examples()));
    }
    for (SweepConfiguration configuration : configurations) {
      configuration
          .trainer()
          .method(TrainingMethod.GRAM)
          .choose(
              configuration.topology(data.x().rows(), data.y().rows()),
              data.examples(),
              data.type());
    }
  }

  /** What the threads share: which configuration is next, and what is done. */
  private static final class Work {
    private final List<SweepConfiguration> configurations;
    private final CrossValidation validation;
    private final SweepListener listener;
    private final AtomicInteger next = new AtomicInteger();
    private final List<SweepOutcome> finished = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Work(
        List<SweepConfiguration> configurations,
        CrossValidation validation,
        SweepListener listener) {
      this.configurations = configurations;
      this.validation = validation;
      this.listener = listener;
    }

    void run(Backend backend, Prepared inputs) {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          int index = next.getAndIncrement();
          if (index >= configurations.size()) {
            return;
          }
          finish(validation.evaluate(backend, inputs, configurations.get(index), index));
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }

    private synchronized void finish(SweepOutcome outcome) {
      finished.add(outcome);
      listener.finished(outcome, finished.size(), configurations.size());
    }

    void fail(Throwable e) {
      failure.compareAndSet(null, e);
      end();
    }

    /** Hands out no more. */
    void end() {
      next.set(configurations.size());
    }

    synchronized SweepResult result() {
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      return new SweepResult(finished, finished.size() == configurations.size());
    }
  }
}
