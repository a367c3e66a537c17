// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on beside the caller's, on a thread of its own. What it throws, the caller gets
 * who asks for the result.
 *
 * @param <T> the result
 */
final class Beside<T> {

  private final Thread thread;
  private @Nullable T result;
  private @Nullable Throwable failure;

  private Beside(String name, Supplier<T> work) {
    thread =
        new Thread(name) {
          @Override
          public void run() {
            try {
              result = work.get();
            } catch (RuntimeException | Error e) {
              failure = e;
            }
          }
        };
    thread.setDaemon(true); // whoever is refused meanwhile need not wait
  }

  /**
   * Starts work.
   *
   * @param name of the thread
   * @param work what to do
   */
  static <T> Beside<T> start(String name, Supplier<T> work) {
    Beside<T> started = new Beside<>("cats-" + name, work);
    started.thread.start();
    return started;
  }

  /** Waits for the result; an interrupt is passed on afterwards. */
  T get() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (result == null) {
      throw new IllegalStateException("work without a result: " + thread.getName());
    }
    return result;
  }
}
