// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded stock of equal buffers, made when first needed and kept. A borrower that comes when all
 * are lent waits: there are as many as threads can compute at the same time, and no borrower waits
 * for another thread while it holds one.
 *
 * <p>A buffer lies on the seat of whoever used it last, and who asks again from that seat gets it
 * back: most of it is still in the cache of the core that wrote it.
 *
 * @param <T> the buffer
 */
public final class BufferPool<T> {

  private final Supplier<T> maker;

  /** The buffers that are not lent. */
  private final List<@Nullable T> seats;

  private int idle;
  private int made;
  private int waiting;

  /**
   * Creates a pool without buffers.
   *
   * @param limit how many buffers there may be, ≥ 1
   * @param maker makes one
   */
  public BufferPool(int limit, Supplier<T> maker) {
    this.maker = maker;
    this.seats = new ArrayList<>(Collections.nCopies(limit, null));
  }

  /** Takes a buffer, whose content is arbitrary, from the first seat; waits if all are lent. */
  public T borrow() {
    return borrow(0);
  }

  /**
   * Takes a buffer, whose content is arbitrary; waits if all are lent.
   *
   * @param seat the seat to look at first, ≥ 0; the number of the part that is computed
   */
  public T borrow(int seat) {
    synchronized (this) {
      awaitOne();
      if (idle > 0) {
        return take(seat % seats.size());
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

  private void awaitOne() {
    boolean interrupted = false;
    while (idle == 0 && made == seats.size()) {
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
  }

  private T take(int first) {
    int seat = first;
    T buffer = seats.set(seat, null);
    while (buffer == null) {
      seat = (seat + 1) % seats.size();
      buffer = seats.set(seat, null);
    }
    idle--;
    return buffer;
  }

  /**
   * Gives a buffer back to the first seat, or one that is free.
   *
   * @param buffer what {@link #borrow()} returned
   */
  public void giveBack(T buffer) {
    giveBack(buffer, 0);
  }

  /**
   * Gives a buffer back.
   *
   * @param buffer what {@link #borrow(int)} returned
   * @param seat the seat it was taken from; another if that is not free
   */
  public synchronized void giveBack(T buffer, int seat) {
    if (idle == made) {
      throw new IllegalStateException("given back more often than borrowed");
    }
    int free = seat % seats.size();
    while (seats.get(free) != null) {
      free = (free + 1) % seats.size();
    }
    seats.set(free, buffer);
    idle++;
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
