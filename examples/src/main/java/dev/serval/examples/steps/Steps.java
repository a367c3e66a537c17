// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.steps;

/** Placeholder: says that it is not written yet. */
public final class Steps {
  private Steps() {}

  /**
   * Prints its arguments.
   *
   * @param args what the command line said
   */
  public static void main(String[] args) {
    System.out.println("steps: not written yet; arguments: " + String.join("|", args));
  }
}
