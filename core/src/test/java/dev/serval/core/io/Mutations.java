// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Damages the bytes of a file, a few small changes at a time; the same seed, the same damage. */
final class Mutations {

  /** The most changes to one file: each alone is mostly refused at once, many together too. */
  private static final int MOST_STEPS = 4;

  private static final int LONGEST_PART = 64;

  /** Longer files are not grown: what is looked for does not need size, and the rest costs time. */
  private static final int LONGEST_FILE = 1 << 16;

  /** Where lengths, counts and sizes go wrong. */
  private static final long[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    8,
    9,
    127,
    128,
    255,
    256,
    4095,
    4096,
    4097,
    65_535,
    65_536,
    1 << 20,
    1 << 24,
    1 << 29,
    Integer.MAX_VALUE - 8,
    Integer.MAX_VALUE,
    1L << 31,
    0xffff_ffffL,
    1L << 32,
    1L << 61,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -8
  };

  /** What the formats are made of, and what must not come through to a message. */
  private static final List<byte[]> TOKENS =
      Stream.concat(
              Arrays.stream(
                  ("{ } [ ] ( ) \" ' , : \\ \\u0000 \\u000a \\u2028 \\ud800 \\n - 1e9 0.5 00 L [0]"
                          + " (0,) {} \"\":{} \"F64\" \"F32\" \"shape\" \"data_offsets\""
                          + " \"__metadata__\":{} True <f4 >f8 |O .npy \u00ff \u00c3\u00a9 Gemm"
                          + " MatMul Transpose Identity Constant Div W1 b1 0.weight 0.bias")
                      .split(" ", -1)),
              Stream.of(
                  "\n",
                  "\0",
                  "\u001b[2J",
                  "PK\u0001\u0002",
                  "PK\u0003\u0004",
                  "PK\u0005\u0006",
                  "PK\u0006\u0006",
                  "x".repeat(600)))
          .map(Bytes::latin1)
          .toList();

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final SplittableRandom random;

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  <T> T any(List<T> list) {
    return list.get(below(list.size()));
  }

  long edge() {
    return EDGES[below(EDGES.length)];
  }

  /**
   * Returns the bytes with some changes.
   *
   * @param whole read
   * @param donor what parts are taken from, such as another file of the format; read
   */
  byte[] damaged(byte[] whole, byte[] donor) {
    byte[] result = whole;
    for (int steps = 1 + below(MOST_STEPS); steps > 0; steps--) {
      result = step(result, coin() ? donor : whole);
    }
    return result;
  }

  private byte[] step(byte[] bytes, byte[] donor) {
    int n = bytes.length;
    int at = below(4) == 0 ? behindQuote(bytes, below(n + 1)) : below(n + 1);
    int to = Math.min(n, at + below(LONGEST_PART));
    return switch (below(n > LONGEST_FILE ? 5 : 10)) {
      case 0 -> withByte(bytes, at, 1 << below(8), true);
      case 1 -> withByte(bytes, at, below(256), false);
      case 2 -> withInteger(bytes, at);
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> replaced(bytes, at, to, new byte[0]);
      case 5 -> replaced(bytes, at, at, part(donor));
      case 6 -> replaced(bytes, at, to, part(donor));
      case 7 -> replaced(bytes, at, coin() ? at : to, any(TOKENS));
      case 8 -> {
        byte[] noise = new byte[below(LONGEST_PART)];
        random.nextBytes(noise);
        yield replaced(bytes, at, at, noise);
      }
      default -> withNumber(bytes);
    };
  }

  /** Names and values begin behind a quotation mark. */
  private static int behindQuote(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '"' || bytes[i] == '\'') {
        return i + 1;
      }
    }
    return from;
  }

  private byte[] part(byte[] donor) {
    int from = below(donor.length + 1);
    int longest = below(8) == 0 ? donor.length : LONGEST_PART;
    return Arrays.copyOfRange(donor, from, Math.min(donor.length, from + below(longest + 1)));
  }

  private static byte[] withByte(byte[] bytes, int at, int value, boolean flip) {
    byte[] result = bytes.clone();
    if (at < bytes.length) {
      result[at] = (byte) (flip ? result[at] ^ value : value);
    }
    return result;
  }

  /** An integer of 1, 2, 4 or 8 bytes, or of as few as a varint needs. */
  private byte[] withInteger(byte[] bytes, int at) {
    long value = coin() ? edge() : bytes.length - 16L + below(32);
    int size = 1 << below(5);
    byte[] integer =
        size == 16
            ? new Proto().varint(value).bytes()
            : Arrays.copyOf(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), size);
    return replaced(bytes, at, Math.min(bytes.length, at + integer.length), integer);
  }

  /** A decimal number replaced by another. */
  private byte[] withNumber(byte[] bytes) {
    List<MatchResult> numbers = DIGITS.matcher(Bytes.latin1Text(bytes)).results().toList();
    if (numbers.isEmpty()) {
      return bytes;
    }
    MatchResult number = any(numbers);
    String value = Long.toString(coin() ? edge() : below(64));
    return replaced(bytes, number.start(), number.end(), Bytes.latin1(value));
  }

  static byte[] replaced(byte[] bytes, int from, int to, byte[] part) {
    return Bytes.concat(
        Arrays.copyOf(bytes, from), part, Arrays.copyOfRange(bytes, to, bytes.length));
  }
}
