// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static dev.serval.core.matrix.ElementType.FLOAT32;
import static dev.serval.core.matrix.ElementType.FLOAT64;

import dev.serval.core.matrix.ElementType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The phases of {@code bench/compare engine}: every task of every {@link Goal} in both types. One
 * thread in FLOAT32 first, then in FLOAT64, then several threads beside one, likewise; last what is
 * left out first when time is short. A share is about what a phase takes on a quiet machine, in
 * units of 10 s, estimated from the pairs and the duration of an earlier report; what all but the
 * last need is about an eighth less than there is time for.
 */
final class EnginePlan {

  /** The products that several threads begin with in FLOAT64. */
  private static final List<String> FIRST =
      List.of("SQUARE_512", "SQUARE_1024", "CAT_L1_FORWARD", "CAT_L1_DW", "MNIST_L1_FORWARD");

  private EnginePlan() {}

  /** Returns the phases for some families and numbers of threads. */
  static List<Phase> phases(Set<Family> families, List<Integer> threads) {
    List<Phase> phases = new ArrayList<>();
    for (int count : threads) {
      phases.add(new Phase(Family.ROOFLINE, count, 1, List.of(), Set.of()));
    }
    if (threads.contains(1)) {
      for (ElementType type : ElementType.values()) {
        phases.add(beside(Peer.MKL, 1, 12, Goal.tasks(Family.GEMM, type)));
        phases.add(beside(Peer.ONNX, 1, 2, Goal.tasks(Family.INFERENCE, type)));
        phases.add(beside(Peer.PYTORCH, 1, 2.5, Goal.tasks(Family.STEP, type)));
        phases.add(beside(Peer.JDK, 1, 2.5, Goal.tasks(Family.ELEMENTWISE, type)));
      }
    }
    for (int count : threads) {
      if (count > 1) {
        phases.add(beside(Peer.SERVAL_ONE, count, 17, Plan.products(FLOAT32)));
        phases.add(beside(Peer.SERVAL_ONE, count, 2, Goal.tasks(Family.STEP, FLOAT32)));
        phases.add(beside(Peer.SERVAL_ONE, count, 2, Goal.tasks(Family.INFERENCE, FLOAT32)));
        phases.add(beside(Peer.SERVAL_ONE, count, 10, doubles(true)));
        phases.add(beside(Peer.SERVAL_ONE, count, 3, Goal.tasks(Family.STEP, FLOAT64)));
        phases.add(beside(Peer.SERVAL_ONE, count, 2, Goal.tasks(Family.INFERENCE, FLOAT64)));
        phases.add(beside(Peer.SERVAL_ONE, count, 3, doubles(false)));
      }
    }
    return phases.stream().filter(phase -> families.contains(phase.family())).toList();
  }

  /** Returns the products in FLOAT64, large or not, {@link #FIRST} first. */
  private static List<Task> doubles(boolean large) {
    return Plan.products(FLOAT64).stream()
        .filter(task -> task.flops() > Goal.LARGE_FLOPS == large)
        // A stable sort: false, which is first, comes before true.
        .sorted(Comparator.comparing(task -> !FIRST.contains(task.shape())))
        .toList();
  }

  private static Phase beside(Peer peer, int threads, double share, List<Task> tasks) {
    return new Phase(tasks.get(0).family(), threads, share, tasks, EnumSet.of(peer));
  }
}
