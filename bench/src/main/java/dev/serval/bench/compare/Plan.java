// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static dev.serval.core.matrix.ElementType.FLOAT32;
import static dev.serval.core.matrix.ElementType.FLOAT64;

import dev.serval.bench.Shapes;
import dev.serval.core.matrix.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which tasks a run has, and how long each is looked at.
 *
 * @param quick a selection instead of everything, and shorter
 * @param engine the tasks of the engine's goals instead
 */
record Plan(boolean quick, boolean engine) {

  /** Iterations of a whole training: the notebook's, or few enough for a quick run. */
  private static final int ITERATIONS = 2500;

  private static final int QUICK_ITERATIONS = 100;

  /** Iterations of a first training in a fresh process. */
  private static final int COLD_ITERATIONS = 10;

  /** Returns pairs of batches for a task that takes this long. */
  int pairs(double nanosPerRun) {
    return nanosPerRun > 1e10 ? 2 : nanosPerRun > 2e8 ? 3 : quick ? 7 : 11;
  }

  /**
   * Returns seconds for all families: a quick run shall end within 6 minutes, build included, the
   * engine's within 15 (quick: 9), a full one within 45. What has begun is finished, so there is
   * room.
   */
  double seconds() {
    return engine ? (quick ? 480 : 860) : quick ? 290 : 2520;
  }

  /** Returns whether the report says how the rows stand to the engine's goals. */
  boolean goals() {
    return engine || !quick;
  }

  /**
   * Returns the part of the time that a family may take for each number of threads, in shares: a
   * full run's are estimated from the pairs and the duration of an earlier report, in units of 25
   * s, so that a sixth of the time is left.
   */
  private double share(Family family) {
    return switch (family) {
      case ROOFLINE -> 1;
      case GEMM -> quick ? 6 : 24; // most rows are products
      case ELEMENTWISE -> quick ? 3 : 5;
      case STEP -> 3;
      case INFERENCE -> quick ? 3 : 4;
      case TRAINING, COLD -> quick ? 4 : 3;
    };
  }

  /** Returns pairs of fresh processes, for a peer that takes this long. */
  int coldPairs(double nanos) {
    return nanos > 1e10 ? 2 : quick ? 3 : 7;
  }

  /** Returns how long a batch shall last at least. */
  long batchMillis() {
    return quick ? 5 : 10;
  }

  /** Returns after how long the warm-up ends, stable or not. */
  long warmMillis() {
    return quick ? 400 : engine ? 1500 : 900;
  }

  /** Returns the parts of a run, in order. */
  List<Phase> phases(Set<Family> families, List<Integer> threads) {
    if (engine) {
      return EnginePlan.phases(families, threads);
    }
    List<Phase> phases = new ArrayList<>();
    Set<Peer> everyone = EnumSet.allOf(Peer.class);
    for (Family family : families) {
      // Cold starts are compared as users start: with all threads they have.
      for (int count : family == Family.COLD ? List.of(Collections.max(threads)) : threads) {
        phases.add(new Phase(family, count, share(family), tasks(family, count), everyone));
      }
    }
    if (families.contains(Family.COLD) && threads.contains(1) && !quick) {
      // The notebook's training as a script: a whole process, on one thread.
      Task notebook = training(Family.COLD, FLOAT64, ITERATIONS);
      phases.add(
          new Phase(Family.COLD, 1, share(Family.COLD), List.of(notebook), Set.of(Peer.NUMPY)));
    }
    return phases;
  }

  /** Returns the tasks of a family for a number of threads. */
  List<Task> tasks(Family family, int threads) {
    List<Task> tasks = new ArrayList<>();
    switch (family) {
      case ROOFLINE -> {}
      case GEMM -> gemm(tasks);
      case ELEMENTWISE -> elementwise(tasks, threads);
      case STEP -> {
        for (ElementType type : ElementType.values()) {
          for (Shapes.Net net : Shapes.Net.values()) {
            if (!quick || (type == FLOAT32 && net != Shapes.Net.WIDE) || net == Shapes.Net.CAT) {
              tasks.add(new Task(family, "step", net.name(), type, 0));
            }
          }
        }
      }
      case TRAINING -> {
        // The notebook's 2,500 iterations on one thread, as NumPy's figure is usually given.
        int iterations = quick || threads > 1 ? QUICK_ITERATIONS : ITERATIONS;
        tasks.add(training(family, FLOAT32, iterations)); // beside PyTorch too
        tasks.add(training(family, FLOAT64, iterations));
      }
      case INFERENCE -> {
        for (ElementType type : quick ? new ElementType[] {FLOAT32} : ElementType.values()) {
          for (Shapes.Net net : Shapes.Net.values()) {
            for (int examples : new int[] {1, 256}) {
              if (!quick || net == Shapes.Net.CAT || net == Shapes.Net.MNIST) {
                tasks.add(new Task(family, "predict", net.name(), type, examples));
              }
            }
          }
        }
      }
      case COLD -> {
        tasks.add(new Task(family, "predict", Shapes.Net.CAT.name(), FLOAT32, 1));
        tasks.add(training(family, FLOAT32, COLD_ITERATIONS));
      }
    }
    return tasks;
  }

  private static Task training(Family family, ElementType type, int iterations) {
    return new Task(family, "train", Shapes.Net.CAT.name(), type, iterations);
  }

  private void gemm(List<Task> tasks) {
    if (quick) {
      for (Shapes.Gemm shape :
          List.of(
              Shapes.Gemm.CAT_L1_FORWARD,
              Shapes.Gemm.CAT_L1_DW,
              Shapes.Gemm.CAT_L2_FORWARD,
              Shapes.Gemm.ONE_EXAMPLE,
              Shapes.Gemm.MNIST_L1_FORWARD,
              Shapes.Gemm.SQUARE_512)) {
        tasks.add(product("product", shape, FLOAT32));
      }
      tasks.add(product("product", Shapes.Gemm.CAT_L1_FORWARD, FLOAT64));
      return;
    }
    for (ElementType type : ElementType.values()) {
      tasks.addAll(products(type));
    }
  }

  /** Returns the products of all shapes. */
  static List<Task> products(ElementType type) {
    return Arrays.stream(Shapes.Gemm.values())
        .map(shape -> product("product", shape, type))
        .toList();
  }

  private void elementwise(List<Task> tasks, int threads) {
    for (ElementType type : quick ? new ElementType[] {FLOAT32} : ElementType.values()) {
      for (Shapes.Elements elements :
          quick
              ? new Shapes.Elements[] {Shapes.Elements.CAT_L1, Shapes.Elements.MILLION}
              : Shapes.Elements.values()) {
        for (String function : List.of("sigmoid", "relu")) {
          tasks.add(new Task(Family.ELEMENTWISE, function, elements.name(), type, 0));
        }
      }
      tasks.add(product("bias-relu", Shapes.Gemm.CAT_L2_FORWARD, type));
      tasks.add(product("bias-relu", Shapes.Gemm.MNIST_L1_FORWARD, type));
      if (!quick) {
        tasks.add(product("bias-relu", Shapes.Gemm.CAT_L1_FORWARD, type));
        tasks.add(product("bias-relu", Shapes.Gemm.WIDE_512, type));
        if (threads == 1) {
          Goal.tasks(Family.ELEMENTWISE, type).stream().filter(Task::isInPlace).forEach(tasks::add);
        }
      }
    }
  }

  private static Task product(String operation, Shapes.Gemm shape, ElementType type) {
    Family family = operation.equals("product") ? Family.GEMM : Family.ELEMENTWISE;
    return new Task(family, operation, shape.name(), type, 0);
  }
}
