// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.TrainingListener;
import dev.serval.core.api.TrainingRun;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training end early without losing it: asked to end (Ctrl-C, or a polite kill), the process
 * waits until the iteration under way is done and what the training made so far is saved, as if it
 * had been asked for that many iterations.
 */
final class Interruption implements TrainingListener, AutoCloseable {

  /** An iteration takes milliseconds, saving a second; whoever asked does not want to wait long. */
  private static final int PATIENCE_SECONDS = 60;

  private final PrintStream err;
  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread whenEnded = new Thread(this::awaitSaved, "cats-train-ended");
  private volatile boolean asked;

  /**
   * Begins to listen to the end of the process.
   *
   * @param err for the line that says that nothing could be saved
   */
  Interruption(PrintStream err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(whenEnded);
  }

  @Override
  public void iterated(TrainingRun run) {
    if (asked) {
      run.stop();
    }
  }

  private void awaitSaved() {
    asked = true;
    try {
      if (!saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println(
            "cats: interrupted; the work under way did not end within %d s, so it is lost"
                .formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is saved and printed: the process may end. */
  @Override
  public void close() {
    saved.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(whenEnded);
      } catch (IllegalStateException e) {
        // The process is ending already; the hook finds the latch open.
      }
    }
  }
}
