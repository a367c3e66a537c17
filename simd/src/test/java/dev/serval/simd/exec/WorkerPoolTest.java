// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WorkerPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyPartRunsExactlyOnceInEveryOfManyRuns(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      assertEquals(threads, pool.threads());
      for (int run = 0; run < 5_000; run++) {
        int parts = run % 11;
        // Plain writes: the caller must see them without help.
        int[] count = new int[parts];
        pool.run(parts, part -> count[part]++);
        for (int part = 0; part < parts; part++) {
          assertEquals(1, count[part], "run " + run + ", part " + part);
        }
      }
    }
  }

  @Test
  void partsRunOnSeveralThreads() {
    try (WorkerPool pool = new WorkerPool(3)) {
      Set<Thread> seen = ConcurrentHashMap.newKeySet();
      CountDownLatch all = new CountDownLatch(3);
      pool.run(
          3,
          part -> {
            seen.add(Thread.currentThread());
            all.countDown();
            await(all); // nobody can take a second part before all have one
          });
      assertEquals(3, seen.size());
      assertTrue(seen.contains(Thread.currentThread()));
    }
  }

  @Test
  void everyThreadBeginsWithThePartOfItsNumber() {
    try (WorkerPool pool = new WorkerPool(3)) {
      Thread[] first = new Thread[3];
      for (int run = 0; run < 200; run++) {
        Thread[] ran = new Thread[3];
        CountDownLatch all = new CountDownLatch(3);
        pool.run(
            3,
            part -> {
              ran[part] = Thread.currentThread();
              all.countDown();
              await(all); // nobody can take a second part before all have one
            });
        if (run == 0) {
          System.arraycopy(ran, 0, first, 0, 3);
          assertSame(Thread.currentThread(), first[0]);
        }
        assertArrayEquals(first, ran, "run " + run);
      }
    }
  }

  @Test
  void aParkedPoolWakesUp() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2)) {
      for (int run = 0; run < 20; run++) {
        awaitParked();
        CountDownLatch both = new CountDownLatch(2);
        pool.run(
            2,
            part -> {
              both.countDown();
              await(both);
            });
      }
    }
  }

  private static void awaitParked() throws InterruptedException {
    Thread worker =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("serval-worker"))
            .findAny()
            .orElseThrow();
    while (worker.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anExceptionOfAnyPartReachesTheCallerAndTheOtherPartsRun(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      for (int bad = 0; bad < 4; bad++) {
        int failing = bad;
        AtomicInteger ran = new AtomicInteger();
        IllegalStateException expected = new IllegalStateException("part " + bad);
        IllegalStateException thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    pool.run(
                        4,
                        part -> {
                          ran.incrementAndGet();
                          if (part == failing) {
                            throw expected;
                          }
                        }));
        assertSame(expected, thrown);
        assertEquals(4, ran.get());
      }
      assertThrows(
          AssertionError.class,
          () ->
              pool.run(
                  4,
                  part -> {
                    throw new AssertionError();
                  }));
      int[] count = new int[4];
      pool.run(4, part -> count[part]++);
      assertEquals(1, count[3], "the pool works on after failures");
    }
  }

  @Test
  void aTaskMayRunATaskOnTheSamePool() {
    try (WorkerPool pool = new WorkerPool(3)) {
      AtomicInteger inner = new AtomicInteger();
      pool.run(3, outerPart -> pool.run(5, part -> inner.incrementAndGet()));
      assertEquals(15, inner.get());
    }
  }

  @Test
  void aCallerThatFindsThePoolBusyRunsAlone() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2)) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Thread first =
          new Thread(
              () ->
                  pool.run(
                      2,
                      part -> {
                        inside.countDown();
                        await(release);
                      }));
      first.start();
      await(inside);
      Set<Thread> seen = ConcurrentHashMap.newKeySet();
      pool.run(8, part -> seen.add(Thread.currentThread()));
      assertEquals(Set.of(Thread.currentThread()), seen);
      release.countDown();
      first.join();
    }
  }

  @Test
  void manyCallersShareAPool() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(3)) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int run = 0; run < 3_000; run++) {
                    AtomicIntegerArray count = new AtomicIntegerArray(6);
                    pool.run(6, part -> count.incrementAndGet(part));
                    for (int part = 0; part < 6; part++) {
                      assertEquals(1, count.get(part));
                    }
                  }
                });
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        callers.add(thread);
        thread.start();
      }
      for (Thread thread : callers) {
        thread.join();
      }
      assertEquals(null, failure.get());
    }
  }

  @Test
  void anInterruptIsKeptAndDoesNotEndTheWait() {
    try (WorkerPool pool = new WorkerPool(2)) {
      CountDownLatch both = new CountDownLatch(2);
      int[] done = new int[2];
      Thread.currentThread().interrupt();
      pool.run(
          2,
          part -> {
            both.countDown();
            while (both.getCount() > 0) {
              Thread.onSpinWait();
            }
            done[part] = 1;
          });
      assertTrue(Thread.interrupted());
      assertEquals(2, done[0] + done[1]);
    }
  }

  @Test
  void closingEndsTheThreadsAndLaterRunsUseTheCaller() {
    WorkerPool pool = new WorkerPool(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(3);
    pool.run(
        3,
        part -> {
          seen.add(Thread.currentThread());
          all.countDown();
          await(all);
        });
    pool.close();
    pool.close();
    seen.remove(Thread.currentThread());
    for (Thread worker : seen) {
      assertTrue(worker.isDaemon());
      assertFalse(worker.isAlive());
    }
    seen.clear();
    pool.run(5, part -> seen.add(Thread.currentThread()));
    assertEquals(Set.of(Thread.currentThread()), seen);
  }

  @Test
  void noThreadsAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new WorkerPool(0)).getMessage();
    assertEquals("threads: 0; must be at least 1", message);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "nobody came");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
