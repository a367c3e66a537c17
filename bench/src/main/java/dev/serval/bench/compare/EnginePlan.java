// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static dev.serval.core.matrix.ElementType.FLOAT32;
import static dev.serval.core.matrix.ElementType.FLOAT64;

import dev.serval.core.matrix.ElementType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The phases of {@code bench/compare engine}: every task of every {@link Goal}. One thread in
 * FLOAT32 first, then its products and elementwise functions in FLOAT64, then several threads
 * beside one.
 */
final class EnginePlan {

  private EnginePlan() {}

  /** Returns the phases for some families and numbers of threads. */
  static List<Phase> phases(Set<Family> families, List<Integer> threads) {
    List<Phase> phases = new ArrayList<>();
    for (int count : threads) {
      phases.add(new Phase(Family.ROOFLINE, count, 1, List.of(), Set.of()));
    }
    if (threads.contains(1)) {
      phases.add(phase(Family.GEMM, 1, 10, FLOAT32, Peer.MKL));
      phases.add(phase(Family.INFERENCE, 1, 3, FLOAT32, Peer.ONNX));
      phases.add(phase(Family.STEP, 1, 3, FLOAT32, Peer.PYTORCH));
      phases.add(phase(Family.ELEMENTWISE, 1, 3, FLOAT32, Peer.JDK));
      phases.add(phase(Family.GEMM, 1, 10, FLOAT64, Peer.MKL));
      phases.add(phase(Family.ELEMENTWISE, 1, 3, FLOAT64, Peer.JDK));
    }
    for (int count : threads) {
      if (count > 1) {
        phases.add(
            new Phase(Family.GEMM, count, 9, Plan.products(FLOAT32), EnumSet.of(Peer.SERVAL_ONE)));
        phases.add(phase(Family.STEP, count, 3, FLOAT32, Peer.SERVAL_ONE));
        phases.add(phase(Family.INFERENCE, count, 2, FLOAT32, Peer.SERVAL_ONE));
      }
    }
    return phases.stream().filter(phase -> families.contains(phase.family())).toList();
  }

  private static Phase phase(
      Family family, int threads, double share, ElementType type, Peer peer) {
    return new Phase(family, threads, share, Goal.tasks(family, type), EnumSet.of(peer));
  }
}
