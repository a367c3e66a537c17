// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/** Kinds of tasks, in the order of the report. */
public enum Family {
  /** What the machine can do: FMA peak and bandwidths. No peers. */
  ROOFLINE("what the machine can do"),
  /** Matrix products. */
  GEMM("matrix products"),
  /** Activations, and products with bias and activation. */
  ELEMENTWISE("elementwise functions and epilogues"),
  /** One iteration of gradient descent. */
  STEP("one training step"),
  /** All iterations, from the inputs in memory to the last cost. */
  TRAINING("whole training"),
  /** Probabilities of a batch. */
  INFERENCE("inference"),
  /** A fresh process, from its start to its first answer. */
  COLD("cold start: a fresh process, from its start to its first answer");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  /** Returns what the report calls it. */
  public String title() {
    return title;
  }

  /** Returns the name users choose it by. */
  public String option() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
