// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.matrix.ElementType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The phases of {@code bench/compare engine}: every task of every {@link Goal} in both types. One
 * thread in FLOAT32 first, then in FLOAT64, then several threads beside one, likewise.
 */
final class EnginePlan {

  /** The products that several threads begin with in FLOAT64; the others may be left out. */
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
        phases.add(phase(Family.GEMM, 1, 10, type, Peer.MKL));
        phases.add(phase(Family.INFERENCE, 1, 2, type, Peer.ONNX));
        phases.add(phase(Family.STEP, 1, 3, type, Peer.PYTORCH));
        phases.add(phase(Family.ELEMENTWISE, 1, 2, type, Peer.JDK));
      }
    }
    for (int count : threads) {
      if (count > 1) {
        for (ElementType type : ElementType.values()) {
          phases.add(
              new Phase(Family.GEMM, count, 13, products(type), EnumSet.of(Peer.SERVAL_ONE)));
          phases.add(phase(Family.STEP, count, 3, type, Peer.SERVAL_ONE));
          phases.add(phase(Family.INFERENCE, count, 2, type, Peer.SERVAL_ONE));
        }
      }
    }
    return phases.stream().filter(phase -> families.contains(phase.family())).toList();
  }

  /** Returns the products of all shapes, in FLOAT64 {@link #FIRST} first. */
  private static List<Task> products(ElementType type) {
    List<Task> products = new ArrayList<>(Plan.products(type));
    if (type == ElementType.FLOAT64) {
      // A stable sort: false, which is first, comes before true.
      products.sort(Comparator.comparing(task -> !FIRST.contains(task.shape())));
    }
    return products;
  }

  private static Phase phase(
      Family family, int threads, double share, ElementType type, Peer peer) {
    return new Phase(family, threads, share, Goal.tasks(family, type), EnumSet.of(peer));
  }
}
