// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that records its steps and fails at the n-th: a full disk, where a write stops half-way
 * and clean-up works; or, after a crash, one that does nothing any more, so clean-up fails too.
 */
final class FaultyDisk implements Disk {

  private final int failingStep;
  private final boolean crash;
  private final List<String> steps = new ArrayList<>();
  private boolean failed;
  private int open;

  FaultyDisk(int failingStep, boolean crash) {
    this.failingStep = failingStep;
    this.crash = crash;
  }

  /** Returns whether this step must not happen. */
  private boolean fails(String step) {
    if (crash && failed) {
      return true;
    }
    steps.add(step);
    if (steps.size() == failingStep) {
      failed = true;
      return true;
    }
    return false;
  }

  private void step(String step) throws IOException {
    if (fails(step)) {
      throw full();
    }
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }

  List<String> steps() {
    return steps;
  }

  boolean failed() {
    return failed;
  }

  /** Returns how many files are still open. */
  int open() {
    return open;
  }

  @Override
  public OpenFile create(Path file) throws IOException {
    step("create");
    OpenFile real = REAL.create(file);
    open++;
    return new OpenFile() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (fails("write")) {
          real.write(bytes, offset, length / 2);
          throw full();
        }
        real.write(bytes, offset, length);
      }

      @Override
      public void force() throws IOException {
        step("force");
        real.force();
      }

      @Override
      public void close() throws IOException {
        real.close(); // always, or the test itself would leak
        open--;
        if (!failed) {
          step("close");
        }
      }
    };
  }

  @Override
  public void keepPermissions(Path from, Path to) throws IOException {
    step("permissions");
    REAL.keepPermissions(from, to);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename");
    REAL.rename(from, to);
  }

  @Override
  public void syncDirectoryOf(Path file) {
    if (!fails("syncDirectory")) {
      REAL.syncDirectoryOf(file);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    if (crash && failed) {
      throw full();
    }
    REAL.delete(file);
  }

  @Override
  public String toString() {
    return "failing at step " + failingStep + ": " + steps;
  }
}
