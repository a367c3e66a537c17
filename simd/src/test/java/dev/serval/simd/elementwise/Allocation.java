// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Whether code allocates once C2 has compiled it: a vector that crosses a call does. */
final class Allocation {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int WINDOW = 50;

  private Allocation() {}

  /** Repeats until a window of 50 runs allocates nothing; fails after half a minute. */
  static void assertNone(Runnable run) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long bytes;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < WINDOW; i++) {
        run.run();
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
      if (bytes > 0 && System.nanoTime() > deadline) {
        fail(bytes + " bytes in " + WINDOW + " runs, after " + PATIENCE.toSeconds() + " s");
      }
    } while (bytes > 0);
  }
}
