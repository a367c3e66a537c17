// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

/** Placeholder: says that it is not written yet. */
public final class Cats {
  private Cats() {}

  /**
   * Prints its arguments.
   *
   * @param args what the command line said
   */
  public static void main(String[] args) {
    System.out.println("cats: not written yet; arguments: " + String.join("|", args));
  }
}
