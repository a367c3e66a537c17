// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** On a clock of its own: a run takes what a test says, and nothing else takes time. */
class WarmUpTest {

  private static final long CAP = 400;
  private static final long BATCH = 5;

  private double now;

  private long runsPerBatch(DoubleSupplier nanosPerRun, BooleanSupplier compiler) throws Exception {
    return new WarmUp(CAP, BATCH, () -> (long) now, compiler)
        .until(
            runs -> {
              double nanos = nanosPerRun.getAsDouble();
              now += runs * nanos;
              return nanos;
            });
  }

  @Test
  void stableTimeEndsItAfterHalfOfTheCap() throws Exception {
    assertEquals(5, runsPerBatch(() -> 1, () -> false));
    assertEquals(CAP / 2, now, BATCH);
  }

  @Test
  void timeThatKeepsFallingEndsAtTheCap() throws Exception {
    double[] nanos = {8};
    runsPerBatch(() -> nanos[0] *= 0.97, () -> false);
    assertEquals(CAP, now, BATCH);
  }

  @Test
  void slowCodeThatIsStableWaitsForItsCompilation() throws Exception {
    double compiled = 3 * CAP;
    assertEquals(50, runsPerBatch(() -> now < compiled ? 10 : 0.1, () -> now < compiled));
    assertTrue(now > compiled, () -> "ended at " + now + " before the compiler did");
  }

  @Test
  void compilerThatNeverRestsIsNotWaitedForForever() throws Exception {
    runsPerBatch(() -> 1, () -> true);
    assertEquals(WarmUp.PATIENCE * CAP, now, BATCH);
  }

  @Test
  void calmWindowsAreCountedFromTheLastCompilation() throws Exception {
    double last = 0.75 * CAP;
    runsPerBatch(() -> 1, () -> now < last);
    assertEquals(last + WarmUp.CALM_WINDOWS * BATCH, now, BATCH);
  }

  @Test
  void queueIsAtWorkWhenItNamesAMethod() {
    String idle = "Current compiles: \n\nC1 compile queue:\nEmpty\n\nC2 compile queue:\nEmpty\n\n";
    assertFalse(Jit.isAtWork(idle));
    assertTrue(
        Jit.isAtWork(
            idle.replace(
                "compiles: \n",
                "compiles: \nC2 CompilerThread0  17  %  4  dev.serval.A::b @ 5 (90 bytes)\n")));
    assertTrue(
        Jit.isAtWork(
            idle.replace("C2 compile queue:\nEmpty", "C2 compile queue:\n18  4  A::b (9 bytes)")));
  }

  @Test
  void compilerOfThisVirtualMachineIsSeenAtWork() {
    Jit jit = new Jit();
    assertTrue(jit.isAtWork(), "what was compiled since the start of the tests");
  }
}
