// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

import dev.serval.core.matrix.Matrix;

/**
 * NumPy's legacy generator {@code numpy.random.RandomState(seed)}: the same seed gives the same
 * numbers in the same order.
 *
 * <p>{@link #nextU32}, {@link #rand}, {@link #randint} and {@link #permutation} equal NumPy's to
 * the bit. {@link #randn} equals what NumPy's algorithm gives with a correctly rounded logarithm,
 * on every machine; NumPy itself calls the platform's logarithm, and a normal number of its own
 * differs by at most 3 ulp, in fewer than 1 of 1,000 cases (measured against NumPy 1.24.2 with
 * glibc).
 *
 * <p>An object is the whole state. It is not thread-safe: give each thread its own. Starting over
 * from a seed means making a new object.
 */
public final class NumpyRandom {

  /** The largest seed, 2^32 − 1. */
  public static final long MAX_SEED = 0xffff_ffffL;

  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private final MersenneTwister twister;
  private boolean hasKept;
  private double kept;

  /**
   * Starts the sequence of a seed, as {@code RandomState(seed)} or {@code numpy.random.seed(seed)}
   * do.
   *
   * @param seed 0 to {@link #MAX_SEED}
   * @throws IllegalArgumentException if the seed is outside that range
   */
  public NumpyRandom(long seed) {
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException(
          "seed: " + seed + "; must be between 0 and " + MAX_SEED + " (2^32 − 1)");
    }
    twister = new MersenneTwister((int) seed);
  }

  /** Returns the next 32 random bits as a number from 0 to 2^32 − 1. */
  public long nextU32() {
    return Integer.toUnsignedLong(twister.next());
  }

  /** Returns a uniform number k·2^−53 in [0, 1), k from the upper 27 and 26 bits of two draws. */
  public double rand() {
    long high = nextU32() >>> 5;
    long low = nextU32() >>> 6;
    return ((high << 26) + low) * TWO_TO_MINUS_53;
  }

  /**
   * Returns a standard normal number, by Marsaglia's polar method: of a point (x1, x2) uniform in
   * the unit disc, r² = x1² + x2², first x2·√(−2·log(r²)/r²) is returned and x1·√(−2·log(r²)/r²) is
   * kept for the next call, whatever is drawn between.
   */
  public double randn() {
    if (hasKept) {
      hasKept = false;
      return kept;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2.0 * rand() - 1.0;
      x2 = 2.0 * rand() - 1.0;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1.0 || r2 == 0.0);
    double factor = Math.sqrt(-2.0 * CorrectlyRoundedLog.log(r2) / r2);
    kept = factor * x1;
    hasKept = true;
    return factor * x2;
  }

  /**
   * Returns a uniform whole number from {@code low} (inclusive) to {@code high} (exclusive), as
   * {@code randint(low, high)} does: 32 bits masked to the width of the range, drawn again while
   * too large; nothing is drawn if the range holds one number.
   *
   * @param low the smallest result
   * @param high one more than the largest
   * @throws IllegalArgumentException if {@code low >= high}
   */
  public int randint(int low, int high) {
    if (low >= high) {
      throw new IllegalArgumentException(
          "randint: low is " + low + " and high is " + high + "; low must be less than high");
    }
    return (int) (low + interval((long) high - 1 - low));
  }

  /**
   * Returns the numbers 0 to n − 1 in random order: Fisher–Yates from the last place down.
   *
   * @param n how many, ≥ 0
   * @throws IllegalArgumentException if {@code n < 0}
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("permutation: n is " + n + "; must not be negative");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = (int) interval(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Fills an array with numbers of {@link #rand}, in ascending order of index. */
  public void fillUniform(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = rand();
    }
  }

  /** Fills an array with numbers of {@link #randn}, in ascending order of index. */
  public void fillNormal(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = randn();
    }
  }

  /**
   * Fills a matrix with numbers of {@link #rand}, row by row whatever its strides, as {@code
   * rand(rows, cols)} does; each is drawn in double and rounded once to the matrix's type.
   */
  public void fillUniform(Matrix values) {
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < values.cols(); j++) {
        values.set(i, j, rand());
      }
    }
  }

  /**
   * Fills a matrix with numbers of {@link #randn}, row by row whatever its strides, as {@code
   * randn(rows, cols)} does; each is drawn in double and rounded once to the matrix's type.
   */
  public void fillNormal(Matrix values) {
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < values.cols(); j++) {
        values.set(i, j, randn());
      }
    }
  }

  /** Returns a uniform number from 0 to {@code max} inclusive, max < 2^32. */
  private long interval(long max) {
    if (max == 0) {
      return 0;
    }
    long mask = (Long.highestOneBit(max) << 1) - 1;
    long drawn;
    do {
      drawn = nextU32() & mask;
    } while (drawn > max);
    return drawn;
  }

  /** Returns the generator of bits, for tests of the seeding. */
  MersenneTwister twister() {
    return twister;
  }
}
