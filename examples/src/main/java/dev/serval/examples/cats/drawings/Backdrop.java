// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import java.util.Random;

/**
 * What stands behind the subject. Cats and other things get the same ones, so none gives a cat
 * away.
 */
final class Backdrop {

  private static final int[] WALLS = {
    0xD9C7A8, 0xB8C7C9, 0xE4D9D2, 0x9DB5A0, 0xC9A9A0, 0x8796B0, 0xEFE7C9, 0xA89BB5
  };
  private static final int[] FLOORS = {0x8A5A3A, 0x6E6A66, 0xA8825A, 0x5A4038, 0x7A8A8F, 0xB59C82};
  private static final int[] SKIES = {0x9CC9EC, 0x7FB2E0, 0xC7DDEB, 0xF0C9A0, 0x2A3558};
  private static final int[] GRASSES = {0x5E9A45, 0x7AAE52, 0x4A7F45, 0x9AA858};

  private Backdrop() {}

  /** Paints a room, a meadow, a plain sheet or a carpet over the whole canvas. */
  static void paint(Canvas canvas, Random random) {
    Pen pen = Pen.on(canvas).at(0, 0, canvas.size() / 64.0, 0);
    switch (random.nextInt(4)) {
      case 0 -> room(pen, random);
      case 1 -> meadow(pen, random);
      case 2 -> pen.box(vary(pick(WALLS, random), random), 0, 0, 64, 64);
      default -> carpet(pen, random);
    }
  }

  /** Returns one of the colours. */
  static int pick(int[] colours, Random random) {
    return colours[random.nextInt(colours.length)];
  }

  /** Returns a number from {@code from} to {@code to}. */
  static double between(Random random, double from, double to) {
    return from + random.nextDouble() * (to - from);
  }

  /** Returns the colour a little lighter or darker. */
  static int vary(int colour, Random random) {
    return Colours.shade(colour, between(random, 0.88, 1.12));
  }

  private static void room(Pen pen, Random random) {
    double horizon = between(random, 38, 50);
    int wall = vary(pick(WALLS, random), random);
    int floor = vary(pick(FLOORS, random), random);
    pen.box(wall, 0, 0, 64, horizon);
    pen.box(floor, 0, horizon, 64, 64);
    pen.box(Colours.shade(floor, 0.8), 0, horizon, 64, horizon + 1.5);
    if (random.nextBoolean()) {
      double left = between(random, 2, 44);
      pen.box(Colours.shade(wall, 0.7), left, 4, left + 18, 22);
      pen.box(pick(SKIES, random), left + 1.5, 5.5, left + 16.5, 20.5);
      pen.box(Colours.shade(wall, 0.7), left + 8.4, 4, left + 9.6, 22);
    }
  }

  private static void meadow(Pen pen, Random random) {
    double horizon = between(random, 26, 46);
    int sky = vary(pick(SKIES, random), random);
    int grass = vary(pick(GRASSES, random), random);
    pen.box(sky, 0, 0, 64, 64);
    pen.blob(
        Colours.shade(grass, 0.85),
        -20,
        70,
        -10,
        horizon + 2,
        between(random, 10, 50),
        horizon - between(random, 1, 8),
        74,
        horizon + 2,
        84,
        70);
    pen.box(grass, 0, horizon + 3, 64, 64);
    for (int i = 0; i < 14; i++) {
      double x = between(random, 0, 64);
      double y = between(random, horizon + 6, 64);
      pen.polygon(Colours.shade(grass, 0.8), x, y, x + 1, y - 4, x + 1.6, y);
    }
  }

  private static void carpet(Pen pen, Random random) {
    int base = vary(pick(random.nextBoolean() ? FLOORS : WALLS, random), random);
    int stripe = Colours.shade(base, random.nextBoolean() ? 0.86 : 1.12);
    pen.box(base, 0, 0, 64, 64);
    Pen turned = pen.at(32, 32, 1, between(random, 0, 180));
    double step = between(random, 7, 14);
    for (double x = -48; x < 48; x += step) {
      turned.box(stripe, x, -48, x + step / 2, 48);
    }
  }
}
