// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files damaged at random are read, or refused with the one exception, in one line, at once and
 * with little memory. {@code -Dserval.fuzz.seconds=60} goes on for longer than the second that each
 * reader has in every run; {@code -Dserval.seed=N} begins with another file. A failure says which
 * seed begins with the file that failed.
 */
class ReaderFuzzTest {

  private static final long FIRST_SEED = 20_251_122L;

  /** No file may take longer, however damaged; these have a few hundred bytes. */
  private static final long MOST_NANOS = 1_000_000_000L;

  /** What a person reads: a place, a name or two of 60 characters, a sentence. */
  private static final int LONGEST_MESSAGE = 500;

  /** Before the first file: classes are loaded while nobody measures. */
  private static final int WARM_UP = 300;

  /**
   * A collection, a compilation or a neighbour may get in the way; three times in a row, hardly.
   */
  private static final int ATTEMPTS = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path directory;
  private final Set<String> refusals = new HashSet<>();
  private long refused;
  private volatile String current = "";

  @ParameterizedTest
  @EnumSource(FuzzedFormat.class)
  void damagedFilesAreReadOrRefusedInOneLine(FuzzedFormat format, TestReporter reporter)
      throws IOException {
    long seed = Long.getLong("serval.seed", FIRST_SEED);
    long nanos = (long) (1e9 * Double.parseDouble(System.getProperty("serval.fuzz.seconds", "1")));
    List<byte[]> whole = format.whole(directory);
    for (byte[] bytes : whole) {
      assertTrue(check(format, bytes, false), "a whole file is refused");
    }
    for (int i = 0; i < WARM_UP; i++) {
      check(format, damaged(format, whole, seed + i), false);
    }
    refused = 0;
    long[] done = {0};
    // A reader that never returns is named too.
    assertTimeoutPreemptively(
        Duration.ofNanos(nanos).plusSeconds(60),
        () -> {
          long end = System.nanoTime() + nanos;
          do {
            check(format, damaged(format, whole, seed + done[0]++), true);
          } while (System.nanoTime() < end);
        },
        () -> current);
    reporter.publishEntry(
        format + " damaged",
        "%d files, %d refused in %d ways".formatted(done[0], refused, refusals.size()));
    assertTrue(refused > done[0] / 10, () -> refused + " refused of " + done[0]);
    assertTrue(refused < done[0], "none is read: what lies behind the first check is not met");
    assertTrue(refusals.size() > 8, () -> "too few ways to be refused: " + refusals);
  }

  private byte[] damaged(FuzzedFormat format, List<byte[]> whole, long seed) throws IOException {
    Mutations mutations = new Mutations(seed);
    byte[] bytes = mutations.any(whole);
    byte[] donor = mutations.any(whole);
    byte[] result =
        mutations.below(3) == 0
            ? mutations.damaged(bytes, donor)
            : format.damagedInside(bytes, donor, mutations);
    String hex = HexFormat.of().formatHex(result, 0, Math.min(result.length, 4096));
    current = "%s; reproduce with -Dserval.seed=%d: %s".formatted(format, seed, hex);
    return result;
  }

  /** Reads a file; returns whether it was not refused. */
  private boolean check(FuzzedFormat format, byte[] bytes, boolean measured) throws IOException {
    Path file = directory.resolve("m");
    if (format != FuzzedFormat.HEADER) {
      rewrite(file, bytes);
    }
    long most = format.mostAllocated(bytes.length);
    for (int attempt = 1; ; attempt++) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long nanos = System.nanoTime();
      boolean read = isRead(format, file, bytes);
      nanos = System.nanoTime() - nanos;
      allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      if (!measured || (nanos <= MOST_NANOS && allocated <= most)) {
        refused += read ? 0 : 1;
        return read;
      }
      if (attempt == ATTEMPTS) {
        fail(
            "%d ns and %d bytes allocated for a file of %d; %s"
                .formatted(nanos, allocated, bytes.length, current));
      }
    }
  }

  /** Overwrites: some file systems take a millisecond for a file that is emptied and filled. */
  private static void rewrite(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.truncate(bytes.length);
    }
  }

  private boolean isRead(FuzzedFormat format, Path file, byte[] bytes) throws IOException {
    try {
      format.read(file, bytes);
      return true;
    } catch (TensorFileException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(file + ": "), () -> message + "; " + current);
      note(message.substring(file.toString().length() + 2));
    } catch (MalformedException e) {
      note(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | Error e) {
      fail(current, e);
    }
    return false;
  }

  private void note(String message) {
    boolean plain =
        message.length() <= LONGEST_MESSAGE
            && message.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028');
    assertTrue(plain, () -> "not one short line: " + message + "; " + current);
    if (refusals.size() < 1000) {
      refusals.add(message.replaceAll("[\"'\\[].*[\"'\\]]", "").replaceAll("\\d+", "0"));
    }
  }
}
