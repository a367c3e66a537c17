// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.model;

import java.util.Locale;

/** What follows a layer's linear step: A = g(Z), elementwise. */
public enum Activation {
  /** g(z) = max(0, z), 0 where z ≤ 0; NaN stays NaN. Hidden layers. */
  RELU,
  /** g(z) = 1 / (1 + e^−z). The output layer. */
  SIGMOID;

  /**
   * Returns the activation the notebook calls by this name.
   *
   * @param name {@code "relu"} or {@code "sigmoid"}
   * @throws IllegalArgumentException for any other name
   */
  public static Activation named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> RELU;
      case "sigmoid" -> SIGMOID;
      default ->
          throw new IllegalArgumentException(
              "activation: \"" + name + "\" is not known; use \"relu\" or \"sigmoid\"");
    };
  }
}
