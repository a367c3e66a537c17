// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.matrix.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the engine must get, group by group: which tasks, beside whom, at least how many times as
 * fast, and how much of what the machine can do. Ratios and shares are medians of the pairs of one
 * run.
 */
enum Goal {
  /** Large products: the FMA units decide. */
  SQUARES(
      "Squares of 256 to 2048, 256×1024×784 and 1024×512×1024, beside MKL",
      Family.GEMM,
      "product",
      0,
      Peer.MKL,
      new Marks(0.95, 1.0, Limit.PEAK, 0.90),
      "SQUARE_256",
      "SQUARE_509",
      "SQUARE_512",
      "SQUARE_1024",
      "SQUARE_2048",
      "DIGITS_L1_FORWARD",
      "WIDE_512_TRAINING"),
  /** The cat net's large products. */
  CAT_PRODUCTS(
      "The cat net's first layer, X packed once, beside MKL's plain call",
      Family.GEMM,
      "product",
      0,
      Peer.MKL,
      new Marks(1.0, 1.25, Limit.NONE, 0),
      "CAT_L1_FORWARD",
      "CAT_L1_DW"),
  /** Where calls, edges and packing decide. */
  THIN(
      "Thin and small products, beside MKL (constant factors are packed once by ours alone)",
      Family.GEMM,
      "product",
      0,
      Peer.MKL,
      new Marks(1.0, 1.5, Limit.NONE, 0),
      "CAT_L2_FORWARD",
      "CAT_L2_DW",
      "CAT_L2_DA",
      "CAT_L3_FORWARD",
      "CAT_L3_DW",
      "CAT_L3_DA",
      "CAT_L4_FORWARD",
      "CAT_L4_DW",
      "CAT_L4_DA",
      "CAT2_L1_FORWARD",
      "ONE_EXAMPLE",
      "WIDE_1",
      "WIDE_32",
      "MNIST_L3_FORWARD",
      "TINY_L1_FORWARD",
      "THIN_M_32",
      "THIN_N_8",
      "THIN_K_5",
      "THIN_K_20",
      "SQUARE_128"),
  /** Weights in L2, or in the next cache if they are FLOAT64. */
  ONE_CAT(
      "One example, 1 MB of weights (2 in float64), beside ONNX Runtime",
      Family.INFERENCE,
      "predict",
      1,
      Peer.ONNX,
      new Marks(2.0, 3.0, Limit.READ, 0.80),
      "CAT"),
  /** Weights in L3. */
  ONE_WIDE(
      "One example, 8 MB of weights (17 in float64), beside ONNX Runtime",
      Family.INFERENCE,
      "predict",
      1,
      Peer.ONNX,
      new Marks(1.0, 1.2, Limit.READ, 0.80),
      "WIDE"),
  /** A batch through the cat net. */
  MANY_CAT(
      "256 examples through the cat net, beside ONNX Runtime",
      Family.INFERENCE,
      "predict",
      256,
      Peer.ONNX,
      new Marks(1.2, 1.6, Limit.NONE, 0),
      "CAT"),
  /** A batch through the wide net. */
  MANY_WIDE(
      "256 examples through the wide net, beside ONNX Runtime",
      Family.INFERENCE,
      "predict",
      256,
      Peer.ONNX,
      new Marks(1.0, 1.05, Limit.NONE, 0),
      "WIDE"),
  /** Steps of common size. */
  STEPS(
      "A training step of the cat net and of 784-512-256-10, beside PyTorch through DJL",
      Family.STEP,
      "step",
      0,
      Peer.PYTORCH,
      new Marks(3.0, 4.0, Limit.NONE, 0),
      "CAT",
      "MNIST"),
  /** Steps that large products decide. */
  STEP_WIDE(
      "A training step of the wide net, beside PyTorch through DJL",
      Family.STEP,
      "step",
      0,
      Peer.PYTORCH,
      new Marks(2.0, 2.2, Limit.NONE, 0),
      "WIDE"),
  /** Steps that overhead decides. */
  STEP_TINY(
      "A training step of the tiny net, beside PyTorch through DJL",
      Family.STEP,
      "step",
      0,
      Peer.PYTORCH,
      new Marks(20, 50, Limit.NONE, 0),
      "TINY"),
  /** Epilogues at the speed of memory. */
  SIGMOID_BEYOND_L2(
      "Sigmoid and bias in place, beyond L2",
      Family.ELEMENTWISE,
      Task.BIAS_SIGMOID_IN_PLACE,
      0,
      Peer.JDK,
      new Marks(0, 0, Limit.COPY, 0.85),
      "WIDE_512",
      "MILLION"),
  /** Epilogues at the speed of memory. */
  RELU_BEYOND_L2(
      "ReLU and bias in place, beyond L2",
      Family.ELEMENTWISE,
      Task.BIAS_RELU_IN_PLACE,
      0,
      Peer.JDK,
      new Marks(0, 0, Limit.COPY, 0.85),
      "WIDE_512",
      "MILLION"),
  /** Arithmetic alone. */
  SIGMOID_IN_L1(
      "Sigmoid in L1, beside the JDK's lanewise(EXP)",
      Family.ELEMENTWISE,
      "sigmoid",
      0,
      Peer.JDK,
      new Marks(1.0, 0, Limit.NONE, 0),
      "CAT_L1_128",
      "CAT_L1"),
  /** What threads are for. */
  THREADS_LARGE(
      "Several threads beside one of ours: products over 20 MFLOP",
      Family.GEMM,
      "product",
      0,
      Peer.SERVAL_ONE,
      new Marks(1.8, 1.9, Limit.NONE, 0)),
  /** Threads may not cost where they cannot help. */
  THREADS_ANY(
      "Several threads beside one of ours: never slower, for any shape",
      Family.GEMM,
      "",
      0,
      Peer.SERVAL_ONE,
      new Marks(1.0, 0, Limit.NONE, 0));

  /** Operations above which a product has to gain from a second thread. */
  static final double LARGE_FLOPS = 20e6;

  /** What of the machine a share is of. */
  enum Limit {
    /** Of nothing. */
    NONE(""),
    /** Of the FMA peak of all threads. */
    PEAK("FMA peak"),
    /** Of the bandwidth of reading the level that holds the operands. */
    READ("read bandwidth of the smallest cache that holds them"),
    /** Of the bandwidth of copying one half of as many bytes to the other, read and written. */
    COPY("copy bandwidth of as many bytes");

    private final String label;

    Limit(String label) {
      this.label = label;
    }

    /** Returns what the report calls it. */
    String label() {
      return label;
    }
  }

  /**
   * What has to be reached.
   *
   * @param atLeast times as fast as the peer; 0: the peer is there for orientation
   * @param aim times as fast, in the best case; 0 if nothing beyond {@code atLeast}
   * @param limit what the share is of
   * @param share of the limit, at least
   */
  record Marks(double atLeast, double aim, Limit limit, double share) {}

  private final String title;
  private final Family family;
  private final String operation;
  private final int size;
  private final Peer peer;

  @SuppressWarnings("ImmutableEnumChecker") // numbers and a constant
  private final Marks marks;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
  private final List<String> shapes;

  Goal(
      String title,
      Family family,
      String operation,
      int size,
      Peer peer,
      Marks marks,
      String... shapes) {
    this.title = title;
    this.family = family;
    this.operation = operation;
    this.size = size;
    this.peer = peer;
    this.marks = marks;
    this.shapes = List.of(shapes);
  }

  /** Returns the heading. */
  String title() {
    return title;
  }

  /** Returns what has to be reached. */
  Marks marks() {
    return marks;
  }

  /** Returns the tasks of a family that belong to goals beside other libraries. */
  static List<Task> tasks(Family family, ElementType type) {
    return Arrays.stream(values())
        .filter(goal -> goal.family == family)
        .flatMap(
            goal ->
                goal.shapes.stream()
                    .map(shape -> new Task(family, goal.operation, shape, type, goal.size)))
        .toList();
  }

  /** Returns the goal that a task beside a peer belongs to, if any. */
  static Optional<Goal> of(Task task, Peer peer) {
    if (peer == Peer.SERVAL_ONE) {
      boolean large = task.operation().equals("product") && task.flops() > LARGE_FLOPS;
      return Optional.of(large ? THREADS_LARGE : THREADS_ANY);
    }
    return Arrays.stream(values()).filter(goal -> goal.covers(task, peer)).findFirst();
  }

  private boolean covers(Task task, Peer other) {
    return peer == other
        && family == task.family()
        && operation.equals(task.operation())
        && size == task.size()
        && shapes.contains(task.shape());
  }

  /** Returns the share of the limit that a measured row reached, or 0 if there is no limit. */
  double share(Row row) {
    return switch (marks.limit()) {
      case NONE -> 0;
      case PEAK -> row.shareOfPeak();
      case READ, COPY -> row.shareOfBandwidth();
    };
  }

  /** Returns {@code aim}, {@code met} or {@code short} for a measured row. */
  String verdict(Row row) {
    double ratio = Row.median(row.ratios());
    // So written that a share nobody measured, NaN, does not pass.
    boolean enough = ratio >= marks.atLeast() && share(row) >= marks.share();
    if (!enough) {
      return "short";
    }
    return marks.aim() > 0 && ratio >= marks.aim() ? "aim" : "met";
  }
}
