// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import java.util.ArrayList;
import java.util.List;

/** Round numbers for the axes of a chart. */
final class Ticks {

  private Ticks() {}

  /**
   * Returns multiples of 1, 2 or 5 times a power of ten that cover [low, high].
   *
   * @param low finite
   * @param high finite, above low
   * @param steps about how many steps there should be, at most
   * @return ascending; the first is not above low, the last not below high
   */
  static List<Double> linear(double low, double high, int steps) {
    double raw = (high - low) / steps;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= raw * (1 - 1e-9)) {
        step = factor * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /**
   * Returns 1, 2 and 5 times powers of ten that cover [low, high], or only the powers if there are
   * more than two decades, or every so many if there are very many.
   *
   * @param low above 0
   * @param high above low
   * @return ascending; the first is not above low, the last not below high
   */
  static List<Double> logarithmic(double low, double high) {
    int from = (int) Math.floor(Math.log10(low) + 1e-9);
    int to = (int) Math.ceil(Math.log10(high) - 1e-9);
    List<Double> ticks = new ArrayList<>();
    if (to - from > 2) {
      int every = (to - from + 5) / 6;
      for (int e = from; e < to + every; e += every) {
        ticks.add(power(e));
      }
      return ticks;
    }
    for (int e = from; e <= to; e++) {
      ticks.add(power(e));
      ticks.add(2 * power(e));
      ticks.add(5 * power(e));
    }
    while (ticks.size() > 2 && ticks.get(1) <= low * (1 + 1e-9)) {
      ticks.remove(0);
    }
    while (ticks.size() > 2 && ticks.get(ticks.size() - 2) >= high * (1 - 1e-9)) {
      ticks.remove(ticks.size() - 1);
    }
    return ticks;
  }

  /** Returns 10^e as its decimal literal reads, which pow does not promise. */
  private static double power(int e) {
    return Double.parseDouble("1e" + e);
  }
}
