// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.roofline.FmaPeak;
import dev.serval.bench.roofline.Stream;
import dev.serval.core.matrix.ElementType;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process of one contender. It reads commands, one a line, and answers each with one line:
 * {@code @ok …}, {@code @unsupported why} or {@code @failed why}. Lines without @ are a library's
 * own talk and are skipped by the reader.
 *
 * <pre>
 *   open TASK             make ready
 *   result FILE           do it once from the inputs, write the result (RawFile)
 *   warm MILLIS MILLIS    run until warm (WarmUp; the first is the cap); batches shall last the second
 *   batch                 run one batch; answers nanoseconds per run
 *   peak TYPE             answers the FMA peak of one core in GFLOP/s
 *   stream BYTES THREADS  answers read and copy bandwidth in GB/s
 *   close                 drop the work
 * </pre>
 */
public final class Child {

  private final Contender contender;
  private final Map<ElementType, FmaPeak> peaks = new EnumMap<>(ElementType.class);
  private @Nullable Work work;
  private @Nullable Jit jit;
  private long runsPerBatch = 1;
  private boolean streamIsWarm;

  private Child(Contender contender) {
    this.contender = contender;
  }

  /**
   * Serves until its input ends.
   *
   * @param args class of the contender, threads
   */
  public static void main(String[] args) throws IOException {
    // Libraries that print shall not print between our answers.
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Child child;
    try {
      Contender contender =
          Class.forName(args[0])
              .asSubclass(Contender.class)
              .getConstructor(int.class)
              .newInstance(Integer.parseInt(args[1]));
      child = new Child(contender);
      answers.println("@ok " + contender.describe());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      answers.println("@failed did not load: " + reason(e));
      return;
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answers.println(child.answer(line));
    }
    System.exit(0); // some libraries leave threads behind
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // goes to the log of this process
  private String answer(String line) {
    try {
      return ("@ok " + serve(line.split(" ", 2))).strip();
    } catch (UnsupportedOperationException e) {
      return "@unsupported " + e.getMessage();
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      e.printStackTrace();
      return "@failed " + reason(e);
    }
  }

  private String serve(String[] command) throws Exception {
    return switch (command[0]) {
      case "open" -> {
        close();
        work = contender.open(Task.parse(command[1]));
        yield "";
      }
      case "result" -> {
        RawFile.write(Path.of(command[1]), opened().result());
        yield "";
      }
      case "warm" -> {
        String[] millis = command[1].split(" ", 2);
        yield warm(Long.parseLong(millis[0]) * 1_000_000, Long.parseLong(millis[1]) * 1_000_000);
      }
      case "batch" -> String.valueOf(batch(runsPerBatch));
      case "peak" -> {
        ElementType type = ElementType.valueOf(command[1]);
        yield String.valueOf(peaks.computeIfAbsent(type, FmaPeak::new).gflops());
      }
      case "stream" -> {
        String[] words = command[1].split(" ", 2);
        if (!streamIsWarm) {
          Stream.warmUp();
          streamIsWarm = true;
        }
        yield Stream.measure(Long.parseLong(words[0]), Integer.parseInt(words[1])).toString();
      }
      case "close" -> {
        close();
        yield "";
      }
      default -> throw new IllegalArgumentException("unknown command " + command[0]);
    };
  }

  private String warm(long capNanos, long batchNanos) throws Exception {
    if (jit == null) {
      jit = new Jit(); // not before: a cold start shall not pay for it
    }
    runsPerBatch =
        new WarmUp(capNanos, batchNanos, System::nanoTime, jit::isAtWork).until(this::batch);
    return String.valueOf(runsPerBatch);
  }

  private double batch(long runs) throws Exception {
    Work timed = opened();
    long start = System.nanoTime();
    for (long run = 0; run < runs; run++) {
      timed.run();
    }
    return (double) (System.nanoTime() - start) / runs;
  }

  private Work opened() {
    if (work == null) {
      throw new IllegalStateException("no task is open");
    }
    return work;
  }

  private void close() {
    if (work != null) {
      work.close();
    }
    work = null;
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return (cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .lines()
        .findFirst()
        .orElse("");
  }
}
