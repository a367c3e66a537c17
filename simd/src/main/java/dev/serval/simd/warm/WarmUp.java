// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.warm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gets kernels compiled beside the caller. Nothing happens before plain loops have computed for
 * {@link #WORTH_NANOS}: whoever predicts a picture or trains a small network never pays for it.
 * Then a daemon thread does the kinds of work seen so far on dummy data, the most time-consuming
 * first, until each runs as fast on kernels as in plain loops, and ends. Where it never does (in
 * the interpreter, with C1 alone) the thread gives up and plain loops stay.
 */
public final class WarmUp implements AutoCloseable {

  /**
   * Plain computing that precedes the first kernel. The compiler has one thread for C2 on two
   * cores: while it is busy with kernels, nothing else of the program is compiled.
   */
  static final long WORTH_NANOS = 500_000_000;

  /** How often a kind of work must have been done: what happens once will not come back. */
  private static final int REPEATED = 3;

  /**
   * As fast, within the noise of a shared core; boxed vectors are off by a factor of 20 to 1000.
   */
  private static final int SLOWER_AT_MOST = 2;

  /** How many times in a row. */
  private static final int CONFIRMATIONS = 5;

  /** After that long a kind of work is left to plain loops. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /**
   * Longest pause after a slow attempt. It is as long as the attempt, so that the compiler gets a
   * core: boxed vectors are of use to nobody, and on two cores the caller wants the other one.
   */
  private static final long PAUSE_NANOS = 20_000_000;

  private final List<Warmth> waiting = new ArrayList<>();
  private long nanos;
  private @Nullable Thread thread;
  private volatile boolean closed;

  /** Creates a warm-up without a thread. */
  public WarmUp() {}

  /** Returns a new kind of work, cold. */
  public synchronized Warmth add(Trial trial) {
    Warmth warmth = new Warmth(trial);
    waiting.add(warmth);
    return warmth;
  }

  /**
   * Notes that work was done in plain loops, and starts the thread when it is worth while.
   *
   * @param warmth the kind of work
   * @param estimatedNanos how long it took, roughly
   */
  public void ran(Warmth warmth, long estimatedNanos) {
    warmth.ran(estimatedNanos);
    nanos += estimatedNanos; // unlocked, as in Warmth
    if (nanos >= WORTH_NANOS) {
      start();
    }
  }

  private synchronized void start() {
    nanos = 0;
    if (thread == null && !closed) {
      Worker worker = new Worker();
      thread = worker;
      worker.start();
    }
  }

  private synchronized @Nullable Warmth next() {
    Warmth most = null;
    for (Warmth warmth : waiting) {
      if (warmth.runs() >= REPEATED && (most == null || warmth.nanos() > most.nanos())) {
        most = warmth;
      }
    }
    if (most == null) {
      thread = null;
    } else {
      waiting.remove(most);
    }
    return most;
  }

  private void exercise(Warmth warmth) {
    Trial trial = warmth.trial();
    trial.prepare();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int fast = 0;
    while (fast < CONFIRMATIONS && !closed && System.nanoTime() < deadline) {
      long begin = System.nanoTime();
      trial.plain();
      long middle = System.nanoTime();
      trial.kernels();
      long end = System.nanoTime();
      if (end - middle <= SLOWER_AT_MOST * (middle - begin)) {
        fast++;
      } else {
        fast = 0;
        LockSupport.parkNanos(this, Math.min(PAUSE_NANOS, end - middle));
      }
    }
    if (fast == CONFIRMATIONS) {
      warmth.turnWarm();
    }
  }

  /** Ends the thread, if there is one, and waits for that. */
  @Override
  public void close() {
    closed = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      LockSupport.unpark(running);
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker extends Thread {

    Worker() {
      super("serval-warm-up");
      setDaemon(true);
    }

    @Override
    public void run() {
      for (Warmth warmth = next(); warmth != null && !closed; warmth = next()) {
        exercise(warmth);
      }
    }
  }
}
