// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BufferPoolTest {

  @Test
  void buffersAreMadeOnlyWhenNeededAndUsedAgain() {
    AtomicInteger made = new AtomicInteger();
    BufferPool<Integer> pool = new BufferPool<>(2, made::incrementAndGet);
    assertEquals(0, made.get());
    Integer first = pool.borrow();
    Integer second = pool.borrow();
    assertNotSame(first, second);
    pool.giveBack(first);
    assertSame(first, pool.borrow());
    assertEquals(2, made.get());
  }

  @Test
  void aSeatGetsItsBufferBack() {
    AtomicInteger made = new AtomicInteger();
    BufferPool<Integer> pool = new BufferPool<>(3, made::incrementAndGet);
    Integer first = pool.borrow(0);
    Integer second = pool.borrow(1);
    pool.giveBack(first, 0);
    pool.giveBack(second, 1);
    for (int run = 0; run < 3; run++) {
      assertSame(second, pool.borrow(1));
      assertSame(first, pool.borrow(0));
      pool.giveBack(first, 0);
      pool.giveBack(second, 1);
    }
    assertSame(first, pool.borrow(2), "another seat's rather than a new one");
    pool.giveBack(first, 1); // taken: any other
    assertSame(second, pool.borrow(4));
    assertSame(first, pool.borrow(4));
    assertEquals(2, made.get());
  }

  @Test
  void aBorrowerWaitsWhenAllAreLent() throws InterruptedException {
    BufferPool<String> pool = new BufferPool<>(1, () -> "only");
    String only = pool.borrow();
    AtomicReference<String> got = new AtomicReference<>();
    Thread waiter = new Thread(() -> got.set(pool.borrow()));
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertEquals(null, got.get());
    pool.giveBack(only);
    waiter.join();
    assertSame(only, got.get());
  }

  @Test
  void aBufferThatCouldNotBeMadeDoesNotCount() {
    AtomicInteger tries = new AtomicInteger();
    BufferPool<String> pool =
        new BufferPool<>(
            1,
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new OutOfMemoryError("test");
              }
              return "made";
            });
    assertThrows(OutOfMemoryError.class, pool::borrow);
    assertEquals("made", pool.borrow());
  }
}
