// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.roofline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bandwidth of the memory level that a buffer of some size lives in: reading it, and copying one
 * half to the other, over and over, with vectors. After the idea of McCalpin's STREAM; as there, a
 * copy counts the bytes read and the bytes written.
 */
public final class Stream {

  /** Long enough for some hundred passes over a cache and some over memory. */
  private static final long WINDOW_NANOS = 20_000_000;

  private static final int WINDOWS = 4;

  private static final long WARM_UP_BYTES = 1 << 14;

  /** Even interpreted, the loops pass C2's threshold of calls in a quarter of this. */
  private static final long WARM_UP_NANOS = 1_500_000_000;

  /** Vectors added independently, so that loads and not additions set the pace. */
  private static final int STREAMS = 4;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private final float[] buffer;
  private final float[] sums = new float[SPECIES.length()];

  private Stream(long bytes) {
    int block = 2 * STREAMS * SPECIES.length();
    int elements = Math.toIntExact(bytes / Float.BYTES);
    buffer = new float[Math.max(block, elements - elements % block)];
  }

  /**
   * GB/s of all threads together.
   *
   * @param read reading
   * @param copy copying, bytes read and written
   */
  public record Bandwidth(double read, double copy) {
    /** Returns {@code read copy}. */
    @Override
    public String toString() {
      return read + " " + copy;
    }
  }

  /**
   * Runs both loops until C2 has compiled them: an interpreted vector loop is a thousand times
   * slower than the memory it should measure.
   */
  public static void warmUp() {
    Stream stream = new Stream(WARM_UP_BYTES);
    for (boolean read : new boolean[] {true, false}) {
      long start = System.nanoTime();
      do {
        stream.window(read);
      } while (System.nanoTime() - start < WARM_UP_NANOS);
    }
  }

  /**
   * Measures the best of some windows; call {@link #warmUp} once before the first.
   *
   * @param bytes size of the buffer of one thread
   * @param threads how many at the same time, each with its own buffer
   */
  public static Bandwidth measure(long bytes, int threads)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Stream> streams = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        streams.add(new Stream(bytes));
      }
      double read = 0;
      double copy = 0;
      for (int window = 0; window < WINDOWS; window++) {
        read = Math.max(read, sum(pool, streams, true));
        copy = Math.max(copy, sum(pool, streams, false));
      }
      return new Bandwidth(read, copy);
    }
  }

  private static double sum(ExecutorService pool, List<Stream> streams, boolean read)
      throws InterruptedException, ExecutionException {
    List<Callable<Double>> windows = new ArrayList<>();
    for (Stream stream : streams) {
      windows.add(() -> stream.window(read));
    }
    double total = 0;
    for (Future<Double> rate : pool.invokeAll(windows)) {
      total += rate.get();
    }
    return total;
  }

  /** Returns GB/s, that is bytes per nanosecond. */
  private double window(boolean read) {
    long passes = 0;
    long start = System.nanoTime();
    long elapsed;
    do {
      if (read) {
        read(buffer, sums);
      } else {
        copy(buffer);
      }
      passes++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < WINDOW_NANOS);
    return (double) passes * buffer.length * Float.BYTES / elapsed;
  }

  private static void read(float[] buffer, float[] sums) {
    int lanes = SPECIES.length();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < buffer.length; i += STREAMS * lanes) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, buffer, i));
      s1 = s1.add(FloatVector.fromArray(SPECIES, buffer, i + lanes));
      s2 = s2.add(FloatVector.fromArray(SPECIES, buffer, i + 2 * lanes));
      s3 = s3.add(FloatVector.fromArray(SPECIES, buffer, i + 3 * lanes));
    }
    s0.add(s1).add(s2.add(s3)).intoArray(sums, 0);
  }

  private static void copy(float[] buffer) {
    int lanes = SPECIES.length();
    int half = buffer.length / 2;
    for (int i = 0; i < half; i += lanes) {
      FloatVector.fromArray(SPECIES, buffer, i).intoArray(buffer, half + i);
    }
  }
}
