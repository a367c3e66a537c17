// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

/**
 * How layer 1 is trained. Both forms are the same algebra and agree up to rounding; each alone
 * gives the same bits on every backend. docs/gram.md compares them.
 */
public enum TrainingMethod {
  /** Whichever {@link MethodChoice} estimates to be faster; the same on every machine. */
  AUTO,
  /** W1 is updated in every iteration: two products over all n0 inputs. */
  DIRECT,
  /**
   * W1 = W1⁰ + C·Xᵀ with C updated instead: one product over the m examples, after Xᵀ·X was
   * computed once. Less work where there are fewer examples than inputs.
   */
  GRAM
}
