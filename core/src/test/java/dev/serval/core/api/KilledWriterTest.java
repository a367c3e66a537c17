// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.Matrix;
import dev.serval.testing.Bits;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it writes models leaves a complete one: the last it said was on
 * the disk, or the next. {@code -Dserval.crash.kills=1000} for more of them. What a power failure
 * does beyond that, {@code AtomicFileTest} asks a disk that loses what was not forced.
 */
class KilledWriterTest {

  private static final int KILLS = 20;

  /** Models written before the kill, at most: it is not to hit the first ones only. */
  private static final int MOST_MODELS = 4;

  /** After a model is said to be there, the next is written in a few milliseconds. */
  private static final int MOST_DELAY_NANOS = 4_000_000;

  /** Looking into the directory so often lasts longer than making and writing a model. */
  private static final int LOOKS = 1000;

  @TempDir private Path directory;

  @Test
  void aKilledWriterLeavesACompleteModel(TestReporter reporter)
      throws IOException, InterruptedException {
    int kills = Integer.getInteger("serval.crash.kills", KILLS);
    long seed = Long.getLong("serval.seed", 20_251_122L);
    SplittableRandom random = new SplittableRandom(seed);
    Path file = directory.resolve("model.safetensors");
    int next = 1;
    int replaced = 0;
    for (int kill = 1; kill <= kills; kill++) {
      String which = "kill %d; reproduce with -Dserval.seed=%d".formatted(kill, seed);
      int durable = killedAfter(1 + random.nextInt(MOST_MODELS), file, next, random);
      assertTrue(durable >= next, which);
      ModelFile found = ModelFile.read(file); // checks layers and digest
      int iteration = found.provenance().iterations();
      assertTrue(
          iteration == durable || iteration == durable + 1,
          () -> "iteration %d, but %d was on the disk; %s".formatted(iteration, durable, which));
      List<Matrix> expected = CheckpointWriter.model(iteration).network().parameters().all();
      for (int i = 0; i < expected.size(); i++) {
        Bits.assertSame(expected.get(i), found.network().parameters().all().get(i));
      }
      replaced += iteration - durable;
      next = iteration + 1;
    }
    long left = requireOnlyTemporaryFilesBeside(file);
    assertTrue(left > 0, "no process was killed while it wrote");
    reporter.publishEntry(
        "kills",
        "%d, of which %d left a temporary file and %d a model not yet reported"
            .formatted(kills, left, replaced));
  }

  /**
   * Kills a writer a random moment after it reported so many models; returns the last it reported.
   */
  private int killedAfter(int models, Path file, int first, SplittableRandom random)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CheckpointWriter.class.getName(),
                file.toString(),
                Integer.toString(first))
            .redirectError(errors().toFile())
            .start();
    int durable = 0;
    try (DataInputStream reports = new DataInputStream(writer.getInputStream())) {
      for (int reported = 0; reported < models; reported++) {
        durable = reports.readInt();
      }
      if (random.nextBoolean()) {
        LockSupport.parkNanos(random.nextInt(MOST_DELAY_NANOS));
      } else {
        // Writing is the smaller part of the time, and what matters most.
        int before = beside(file).size();
        for (int look = 0; look < LOOKS && beside(file).size() == before; look++) {
          Thread.onSpinWait();
        }
      }
      writer.toHandle().destroyForcibly(); // the process's own method would close its output too
      while (true) {
        durable = reports.readInt(); // what was said before the kill
      }
    } catch (EOFException e) {
      assertTrue(writer.waitFor(1, TimeUnit.MINUTES), "the writer cannot be killed");
      assertEquals("", Files.readString(errors()));
      return durable;
    } finally {
      writer.destroyForcibly();
    }
  }

  /** Returns how many temporary files there are; no name of theirs is a model's. */
  private long requireOnlyTemporaryFilesBeside(Path file) throws IOException {
    for (String name : beside(file)) {
      assertTrue(name.matches("\\.model\\.safetensors\\.tmp-[0-9a-f]{16}"), name);
    }
    return beside(file).size();
  }

  private List<String> beside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(other -> !other.equals(file) && !other.equals(errors()))
          .map(other -> other.getFileName().toString())
          .toList();
    }
  }

  private Path errors() {
    return directory.resolve("errors");
  }
}
