// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

/**
 * Does once what {@code cats train} is asked for most, so that Java can note which classes it
 * loads: what {@code examples/cats} makes its cache for quick starts from.
 */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * Trains on a small HDF5 file, since that loads what reads one, and then on the built-in
   * drawings, which are as many and as large as the course's pictures.
   *
   * @param args an HDF5 file of pictures, and a file for the metrics
   */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    String pictures = args[0];
    String metrics = args[1];
    int read =
        Cats.run(
            new String[] {
              "train",
              "--train",
              pictures,
              "--test",
              pictures,
              "--iterations",
              "2",
              "--quiet",
              "--metrics",
              metrics
            },
            terminal);
    int drawn = Cats.run(new String[] {"train", "--quiet", "--metrics", metrics}, terminal);
    System.exit(Math.max(read, drawn));
  }
}
