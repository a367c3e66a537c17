// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.gemm;

import dev.serval.bench.BackendChoice;
import dev.serval.bench.Shapes;
import dev.serval.bench.roofline.FmaPeak;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.spi.Backend;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints how much of one core's FMA peak a product reaches. Peak and product are measured in turn,
 * round after round, in one process, so that a machine that slows down takes both. A few seconds
 * for each element type; started by {@code bench/run percent-of-peak [SHAPE...]}.
 */
public final class PercentOfPeak {

  private static final int ROUNDS = 15;

  /** About as long as one measurement of the peak takes. */
  private static final long WINDOW_NANOS = 20_000_000;

  /** In a new JVM C2 has compiled a product of any size well before this, at two runs or more. */
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private PercentOfPeak() {}

  /**
   * Measures the shapes named, or {@code SQUARE_512}, in both element types on one thread.
   *
   * @param args names of {@link Shapes.Gemm}
   */
  public static void main(String[] args) {
    Shapes.Gemm[] shapes;
    try {
      shapes =
          args.length == 0
              ? new Shapes.Gemm[] {Shapes.Gemm.SQUARE_512}
              : Arrays.stream(args).map(Shapes.Gemm::valueOf).toArray(Shapes.Gemm[]::new);
    } catch (IllegalArgumentException e) {
      System.err.println(
          "percent-of-peak: "
              + String.join(" ", args)
              + ": no such shape; the shapes are "
              + Arrays.toString(Shapes.Gemm.values()));
      System.exit(2);
      return;
    }
    try (Backend backend = BackendChoice.open("simd")) {
      print(System.out, backend, shapes);
    }
  }

  private static void print(PrintStream out, Backend backend, Shapes.Gemm... shapes) {
    out.println(backend.description() + ", verified against the reference");
    out.printf("best of %d rounds; in brackets: median and range of the rounds%n%n", ROUNDS);
    out.printf(
        "%-16s%-14s%-9s%15s%15s%12s%n",
        "shape", "M×N×K", "type", "GFLOP/s", "peak GFLOP/s", "% of peak");
    for (Shapes.Gemm shape : shapes) {
      for (ElementType type : ElementType.values()) {
        out.println(row(backend, shape, type));
      }
    }
  }

  private static String row(Backend backend, Shapes.Gemm shape, ElementType type) {
    GemmCase product = new GemmCase(shape, type, backend);
    FmaPeak peak = new FmaPeak(type);
    gflops(product, WARM_UP_NANOS);
    double bestProduct = 0;
    double bestPeak = 0;
    double[] percents = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double peakNow = peak.gflops();
      double productNow = gflops(product, WINDOW_NANOS);
      percents[round] = 100 * productNow / peakNow;
      bestPeak = Math.max(bestPeak, peakNow);
      bestProduct = Math.max(bestProduct, productNow);
    }
    product.verify();
    Arrays.sort(percents);
    return "%-16s%-14s%-9s%15.1f%15.1f%12.1f  (%.1f; %.1f–%.1f)"
        .formatted(
            shape,
            shape.dimensions(),
            type.toString().toLowerCase(Locale.ROOT),
            bestProduct,
            bestPeak,
            100 * bestProduct / bestPeak,
            percents[ROUNDS / 2],
            percents[0],
            percents[ROUNDS - 1]);
  }

  /** Returns the mean rate of at least two runs over at least this time. */
  private static double gflops(GemmCase product, long nanos) {
    long start = System.nanoTime();
    long elapsed;
    int runs = 0;
    do {
      product.run();
      runs++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < nanos || runs < 2);
    return runs * product.flops() / elapsed;
  }
}
