// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * T − 1 daemon threads and the caller. One job runs at a time; a caller that finds the pool busy
 * runs its job alone rather than wait, so callers never block one another.
 *
 * <p>Every thread begins with the part of its own number, the caller with part 0, and then looks
 * for parts nobody has taken; a thread beyond the number of parts stays out. So a product that is
 * computed again and again, as in training, finds its rows and buffers in the cache of the core
 * that had them before.
 *
 * <p>Each part has a claim, which says "open in job g" or "taken in job g"; taking it means to
 * replace the one by the other. A worker that comes late finds no claim that is open in the job it
 * saw begin, so it can take no part of a later one by mistake; and the job's fields do not change
 * until all parts are done, which cannot be before the taken one is. What a thread reads of them
 * before it took a part may be the next job's; then it looks at claims that are not open to it.
 */
public final class WorkerPool implements ParallelFor {

  /**
   * How often an idle worker looks for work before it parks: some 50 µs at 20–60 ns a look, the
   * time between the products of one training step, and about what waking a parked thread costs.
   */
  private static final int SPINS = 2048;

  private static final Task NOTHING = part -> {};

  private final Worker[] workers;
  private final int spins;
  private final AtomicBoolean busy = new AtomicBoolean();

  private final AtomicInteger partsDone = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  // Written by the job's caller before the job shows, read after it was seen.
  private Task task = NOTHING;
  private int parts;
  private Thread caller = Thread.currentThread();
  private AtomicIntegerArray claims;

  /** Number of the current or last job. */
  private volatile int job;

  private volatile boolean closed;

  /**
   * Starts the workers.
   *
   * @param threads how many threads compute, the caller's included, ≥ 1
   */
  public WorkerPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + "; must be at least 1");
    }
    // Spinning takes the core from a thread that has work when there are more threads than cores.
    spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
    claims = new AtomicIntegerArray(threads);
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
    for (Worker worker : workers) {
      worker.start();
    }
  }

  @Override
  public int threads() {
    return workers.length + 1;
  }

  @Override
  public void run(int parts, Task task) {
    if (parts <= 1 || workers.length == 0 || closed || !busy.compareAndSet(false, true)) {
      SerialExecutor.runAll(parts, task);
      return;
    }
    try {
      begin(parts, task);
      takeParts(0, job);
      awaitOthers();
      Throwable thrown = failure.getAndSet(null);
      if (thrown != null) {
        throw rethrown(thrown);
      }
    } finally {
      this.task = NOTHING;
      busy.set(false);
    }
  }

  private void begin(int parts, Task task) {
    this.task = task;
    this.parts = parts;
    caller = Thread.currentThread();
    if (claims.length() < parts) {
      claims = new AtomicIntegerArray(parts);
    }
    int next = job + 1;
    for (int part = 0; part < parts; part++) {
      claims.setPlain(part, open(next));
    }
    partsDone.setPlain(0);
    job = next;
    for (int i = 0; i < Math.min(workers.length, parts - 1); i++) {
      workers[i].wake();
    }
  }

  /** Takes parts of a job and runs them until none is left, beginning with one's own. */
  private void takeParts(int own, int job) {
    AtomicIntegerArray seen = claims;
    int all = Math.min(parts, seen.length()); // they may be those of the next job already
    if (own >= all) {
      return; // the parts belong to threads that were woken
    }
    for (int i = 0; i < all; i++) {
      int part = (own + i) % all;
      if (seen.getAcquire(part) == open(job) && seen.compareAndSet(part, open(job), taken(job))) {
        runTaken(part);
      }
    }
  }

  private static int open(int job) {
    return 2 * job + 1; // odd: the zeros of a new array are open in no job
  }

  private static int taken(int job) {
    return 2 * job;
  }

  private void runTaken(int part) {
    int all = parts;
    Thread waiting = caller;
    try {
      task.runPart(part);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
    // From here on the fields may belong to the next job.
    if (partsDone.incrementAndGet() == all && !waiting.equals(Thread.currentThread())) {
      LockSupport.unpark(waiting);
    }
  }

  /** Waits for the parts that workers took; an interrupt does not end the wait but is kept. */
  private void awaitOthers() {
    boolean interrupted = false;
    for (int look = 0; partsDone.get() < parts; look++) {
      if (look < spins) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error e) {
      throw e;
    }
    return (RuntimeException) thrown; // a Task declares no checked exception
  }

  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
    boolean interrupted = false;
    for (Worker worker : workers) {
      while (worker.isAlive() && !worker.equals(Thread.currentThread())) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker extends Thread {

    private final int number;
    private volatile boolean parked;

    Worker(int number) {
      super("serval-worker-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      int last = 0;
      while (!closed) {
        int current = job;
        if (current == last) {
          idle(last);
        } else {
          last = current;
          takeParts(number, current);
        }
      }
    }

    /** Spins, then parks, until another job (or the end) shows. */
    private void idle(int last) {
      for (int look = 0; look < spins; look++) {
        if (job != last || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      // parked is set before the last look, and read after the job was set: one side sees the
      // other.
      parked = true;
      if (job == last && !closed) {
        LockSupport.park(WorkerPool.this);
      }
      parked = false;
    }
  }
}
