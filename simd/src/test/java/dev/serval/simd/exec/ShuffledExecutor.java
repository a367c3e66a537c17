// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

import java.util.SplittableRandom;

/**
 * Runs the parts on the caller's thread in a new random order each time, pretending to have
 * threads.
 */
public final class ShuffledExecutor implements ParallelFor {

  private final int threads;
  private final SplittableRandom random;

  public ShuffledExecutor(int threads, long seed) {
    this.threads = threads;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void run(int parts, Task task) {
    int[] order = new int[parts];
    for (int i = 0; i < parts; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (int part : order) {
      task.runPart(part);
    }
  }

  @Override
  public void close() {
    // owns nothing
  }
}
