// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.examples.cats.pictures.InputException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BesideTest {

  @Test
  void goesOnWhileTheCallerDoes() {
    CountDownLatch callerWentOn = new CountDownLatch(1);
    Beside<String> work =
        Beside.start(
            "test",
            () -> {
              try {
                callerWentOn.await();
              } catch (InterruptedException e) {
                return "interrupted";
              }
              return "done";
            });
    callerWentOn.countDown();
    assertEquals("done", work.get());
    assertEquals("done", work.get());
  }

  @Test
  void whatItThrowsReachesTheCaller() {
    InputException refused = new InputException("no");
    Beside<String> refuses =
        Beside.start(
            "test",
            () -> {
              throw refused;
            });
    assertSame(refused, assertThrows(InputException.class, refuses::get));
    OutOfMemoryError full = new OutOfMemoryError("full");
    Beside<String> fills =
        Beside.start(
            "test",
            () -> {
              throw full;
            });
    assertSame(full, assertThrows(OutOfMemoryError.class, fills::get));
  }

  @Test
  void anInterruptIsPassedOnAfterTheResult() {
    Beside<String> work = Beside.start("test", () -> "done");
    Thread.currentThread().interrupt();
    assertEquals("done", work.get());
    assertTrue(Thread.interrupted());
  }
}
