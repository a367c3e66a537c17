// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.core.matrix.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine can do, measured by our own process in the same run: a task cannot take less
 * time than its operations need at the FMA peak, nor less than its bytes need at the bandwidth of
 * the smallest level that holds them (Williams, Waterman and Patterson 2009).
 */
final class Roofline {

  /** One bandwidth. */
  record Level(String name, long bytes, int threads, double read, double copy) {}

  /** One peak, in GFLOP/s of one core. */
  record Peak(ElementType type, int bits, double gflops) {}

  private final List<Level> levels = new ArrayList<>();
  private final List<Peak> peaks = new ArrayList<>();

  List<Level> levels() {
    return levels;
  }

  List<Peak> peaks() {
    return peaks;
  }

  void add(Level level) {
    levels.add(level);
  }

  void add(Peak peak) {
    peaks.add(peak);
  }

  /** Returns the least nanoseconds a task can take, given the FMA peak of one core just now. */
  double leastNanos(Task task, int threads, double peakGflops) {
    double compute = task.flops() / (peakGflops * threads);
    double memory = task.bytes() / bandwidth(task.footprint(), threads);
    return Math.max(compute, memory);
  }

  private double bandwidth(double footprint, int threads) {
    Level level = level(footprint, threads);
    return level == null ? Double.POSITIVE_INFINITY : Math.max(level.read(), level.copy());
  }

  /**
   * Returns the smallest level that holds a footprint, memory if none does; null if none was
   * measured. Buffers were half of their cache, so a footprint of twice a buffer still fits.
   */
  @Nullable Level level(double footprint, int threads) {
    Level last = null;
    for (Level level : levels) {
      if (level.threads() == threads) {
        last = level;
        if (footprint <= 2.0 * level.bytes() * threads) {
          break;
        }
      }
    }
    return last;
  }
}
