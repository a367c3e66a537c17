// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * T − 1 daemon threads and the caller. One job runs at a time; a caller that finds the pool busy
 * runs its job alone rather than wait, so callers never block one another.
 *
 * <p>The job's number and how many of its parts nobody has taken yet share one atomic word. A
 * worker takes a part of job g by counting that word down while it still shows g and more than 0.
 * So a worker that comes late can never take a part of a job that has none left, nor of one it has
 * not seen begin; and the job's fields do not change until all parts are done, which cannot be
 * before the taken one is. They are read only after a part was taken: a word that counts up to the
 * number of parts would have to be compared with a field that may already be the next job's.
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

  /** Job number in the upper 32 bits, how many parts are left to be taken in the lower. */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger partsDone = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  // Written by the job's caller before the ticket shows the job, read after it was seen.
  private Task task = NOTHING;
  private int parts;
  private Thread caller = Thread.currentThread();

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
      int job = job(ticket.get());
      takeParts(job);
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
    partsDone.setPlain(0);
    ticket.set((job(ticket.get()) + 1L) << 32 | parts);
    for (int i = 0; i < Math.min(workers.length, parts - 1); i++) {
      workers[i].wake();
    }
  }

  /** Takes parts of this job and runs them until none is left. */
  private void takeParts(int job) {
    for (long seen = ticket.get(); job(seen) == job && left(seen) > 0; seen = ticket.get()) {
      if (ticket.compareAndSet(seen, seen - 1)) {
        runTaken(parts - left(seen));
      }
    }
  }

  private static int job(long ticket) {
    return (int) (ticket >>> 32);
  }

  private static int left(long ticket) {
    return (int) ticket;
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

    private volatile boolean parked;

    Worker(int number) {
      super("serval-worker-" + number);
      setDaemon(true);
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      int job = 0;
      while (!closed) {
        int current = job(ticket.get());
        if (current == job) {
          idle(job);
        } else {
          job = current;
          takeParts(job);
        }
      }
    }

    /** Spins, then parks, until another job (or the end) shows. */
    private void idle(int job) {
      for (int look = 0; look < spins; look++) {
        if (job(ticket.get()) != job || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      // parked is set before the last look, and read after the ticket was set: one side sees the
      // other.
      parked = true;
      if (job(ticket.get()) == job && !closed) {
        LockSupport.park(WorkerPool.this);
      }
      parked = false;
    }
  }
}
