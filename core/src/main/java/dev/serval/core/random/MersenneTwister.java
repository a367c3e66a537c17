// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

/** MT19937, the 32-bit Mersenne Twister with period 2^19937 − 1, seeded by one 32-bit number. */
final class MersenneTwister {

  /** Words of state. */
  static final int WORDS = 624;

  private static final int SHIFTED_WORDS = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7fffffff;

  private final int[] key = new int[WORDS];
  private int position = WORDS;

  /**
   * Fills the state by Knuth's linear congruence (init_genrand of the reference code), which is how
   * NumPy's legacy generator treats an integer seed; init_by_array would give other numbers.
   */
  MersenneTwister(int seed) {
    key[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      int before = key[i - 1];
      key[i] = 1812433253 * (before ^ (before >>> 30)) + i;
    }
  }

  /** Returns the next 32 bits, to be read as unsigned. */
  int next() {
    if (position == WORDS) {
      renew();
    }
    int y = key[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void renew() {
    // Three loops instead of remainders: the words i, i + 1 and i + 397 all live in a ring of 624.
    int i = 0;
    for (; i < WORDS - SHIFTED_WORDS; i++) {
      key[i] = key[i + SHIFTED_WORDS] ^ twist(key[i], key[i + 1]);
    }
    for (; i < WORDS - 1; i++) {
      key[i] = key[i + SHIFTED_WORDS - WORDS] ^ twist(key[i], key[i + 1]);
    }
    key[i] = key[SHIFTED_WORDS - 1] ^ twist(key[i], key[0]);
    position = 0;
  }

  private static int twist(int upper, int lower) {
    int y = (upper & UPPER_BIT) | (lower & LOWER_BITS);
    return (y >>> 1) ^ (-(y & 1) & TWIST);
  }

  /** Returns word i of the state, for tests of the seeding. */
  int word(int i) {
    return key[i];
  }

  /** Returns how many words of the state are used up, for tests of the seeding. */
  int position() {
    return position;
  }
}
