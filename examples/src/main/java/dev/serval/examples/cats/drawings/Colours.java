// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

/** Arithmetic on 0xRRGGBB colours. */
final class Colours {

  static final int BLACK = 0x141414;
  static final int WHITE = 0xF6F4EE;
  static final int PINK = 0xE8A0A0;

  private Colours() {}

  /** Multiplies each channel by {@code factor} and clamps it to 0..255. */
  static int shade(int colour, double factor) {
    return pack((colour >> 16) * factor, (colour >> 8 & 0xFF) * factor, (colour & 0xFF) * factor);
  }

  /** Returns a + t·(b − a) per channel. */
  static int mix(int a, int b, double t) {
    return pack(
        between(a >> 16, b >> 16, t),
        between(a >> 8 & 0xFF, b >> 8 & 0xFF, t),
        between(a & 0xFF, b & 0xFF, t));
  }

  private static double between(int a, int b, double t) {
    return a + t * (b - a);
  }

  private static int pack(double red, double green, double blue) {
    return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
  }

  /** Rounds a channel to a byte, 0 to 255. */
  static byte channel(double value) {
    return (byte) clamp(value);
  }

  private static int clamp(double channel) {
    return (int) Math.max(0, Math.min(255, channel + 0.5));
  }
}
