// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.util.Arrays;
import java.util.List;

/**
 * One line of the report.
 *
 * @param task what was done
 * @param threads with how many threads
 * @param peer by whom beside us
 * @param ours nanoseconds per run of our batches, in order
 * @param theirs the peer's batches, each after ours of the same index
 * @param peakGflops the FMA peak of one core, measured before each pair; empty if it says nothing
 * @param bandwidths what it is a share of, in GB/s, measured before each pair; empty if not asked
 * @param note why there are no numbers; empty if there are
 */
record Row(
    Task task,
    int threads,
    Peer peer,
    List<Double> ours,
    List<Double> theirs,
    List<Double> peakGflops,
    List<Double> bandwidths,
    String note) {

  static Row without(Task task, int threads, Peer peer, String note) {
    return new Row(task, threads, peer, List.of(), List.of(), List.of(), List.of(), note);
  }

  boolean isMeasured() {
    return !ours.isEmpty();
  }

  /** Returns theirs / ours of each pair, ascending: above 1 we are faster. */
  double[] ratios() {
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs.get(i) / ours.get(i);
    }
    Arrays.sort(ratios);
    return ratios;
  }

  /** Returns the share of the FMA peak of all threads, median of the pairs. */
  double shareOfPeak() {
    return share(task.flops(), peakGflops, threads);
  }

  /** Returns the share of the bandwidth, median of the pairs. */
  double shareOfBandwidth() {
    return share(task.bytes(), bandwidths, 1);
  }

  private double share(double work, List<Double> rates, int times) {
    if (rates.isEmpty()) {
      return Double.NaN; // not measured beside this pair, so no verdict hangs on it
    }
    double[] shares = new double[ours.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = work / (ours.get(i) * rates.get(i) * times);
    }
    return median(shares);
  }

  /** Returns the median, the mean of the middle two of an even number. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
