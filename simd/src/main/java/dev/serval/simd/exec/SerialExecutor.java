// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.exec;

/** Runs every part on the caller's thread, in order. */
public final class SerialExecutor implements ParallelFor {

  /** Creates an executor; it owns nothing. */
  public SerialExecutor() {}

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public void run(int parts, Task task) {
    runAll(parts, task);
  }

  static void runAll(int parts, Task task) {
    RuntimeException exception = null;
    Error error = null;
    for (int part = 0; part < parts; part++) {
      try {
        task.runPart(part);
      } catch (RuntimeException e) {
        exception = e;
      } catch (Error e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    }
    if (exception != null) {
      throw exception;
    }
  }

  @Override
  public void close() {
    // owns nothing
  }
}
