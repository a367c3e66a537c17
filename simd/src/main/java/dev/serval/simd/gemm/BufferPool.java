// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * A bounded stock of equal buffers, made when first needed and kept. A borrower that comes when all
 * are lent waits: there are as many as threads can compute at the same time, and no borrower waits
 * for another thread while it holds one.
 *
 * @param <T> the buffer
 */
public final class BufferPool<T> {

  private final Supplier<T> maker;
  private final int limit;
  private final ArrayDeque<T> idle;
  private int made;
  private int waiting;

  /**
   * Creates a pool without buffers.
   *
   * @param limit how many buffers there may be, ≥ 1
   * @param maker makes one
   */
  public BufferPool(int limit, Supplier<T> maker) {
    this.limit = limit;
    this.maker = maker;
    this.idle = new ArrayDeque<>(limit);
  }

  /** Takes a buffer, whose content is arbitrary; waits if all are lent. */
  public T borrow() {
    synchronized (this) {
      boolean interrupted = false;
      while (idle.isEmpty() && made == limit) {
        waiting++;
        try {
          wait();
        } catch (InterruptedException e) {
          // A product cannot be left half done: the caller learns of it afterwards.
          interrupted = true;
        } finally {
          waiting--;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (!idle.isEmpty()) {
        return idle.pop(); // the one given back last is the one still in a cache
      }
      made++;
    }
    boolean done = false;
    try {
      T buffer = maker.get();
      done = true;
      return buffer;
    } finally {
      if (!done) {
        forget();
      }
    }
  }

  /**
   * Gives a buffer back.
   *
   * @param buffer what {@link #borrow} returned
   */
  public synchronized void giveBack(T buffer) {
    idle.push(buffer);
    wakeOne();
  }

  private synchronized void forget() {
    made--;
    wakeOne();
  }

  /** Asking who waits is cheaper than notifying nobody, as products of a microsecond notice. */
  private void wakeOne() {
    if (waiting > 0) {
      notify();
    }
  }
}
