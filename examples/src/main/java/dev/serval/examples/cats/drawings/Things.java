// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static dev.serval.examples.cats.drawings.Backdrop.between;
import static dev.serval.examples.cats.drawings.Backdrop.pick;
import static dev.serval.examples.cats.drawings.Backdrop.vary;

import java.util.Random;

/** Flowers, houses, trees, fish and cars, each within 26 units of the pen's centre. */
final class Things {

  private static final int[] PETALS = {0xD94A5A, 0xE8B93A, 0x8A63C0, 0xF0EDE6, 0xE07AB0, 0x5A7FD0};
  private static final int[] WALLS = {0xE6D8B8, 0xC96F55, 0xDDE3E6, 0xE8C46A, 0xA9C2CF};
  private static final int[] ROOFS = {0x8A3B2E, 0x4A4E57, 0x6B4A34, 0xA8552F};
  private static final int[] PAINTS = {0xC43B35, 0x2F62B0, 0xE3B52E, 0x2E8A5B, 0xDDDDE0, 0x33363B};
  private static final int GREEN = 0x3F8A3F;
  private static final int GLASS = 0xBFE0EE;

  private Things() {}

  static void flower(Pen pen, Random random) {
    int petal = vary(pick(PETALS, random), random);
    pen.stroke(GREEN, 2.4, 0, -4, between(random, -3, 3), 12, 0, 27);
    pen.blob(GREEN, 0, 20, 8, 12, 17, 10, 12, 19);
    pen.blob(Colours.shade(GREEN, 0.85), 0, 23, -8, 15, -17, 14, -11, 22);
    int petals = 5 + random.nextInt(4);
    double turn = between(random, 0, 360);
    for (int i = 0; i < petals; i++) {
      Pen at = pen.at(0, -8, 1, turn + 360.0 * i / petals);
      at.ellipse(Colours.shade(petal, i % 2 == 0 ? 1 : 0.9), 0, -10, 5.6, 9);
    }
    pen.ellipse(petal == PETALS[1] ? 0x6B4A24 : 0xE3A92E, 0, -8, 5.6, 5.6);
  }

  static void house(Pen pen, Random random) {
    int wall = vary(pick(WALLS, random), random);
    int roof = vary(pick(ROOFS, random), random);
    double half = between(random, 15, 20);
    double eaves = between(random, -8, -3);
    pen.box(Colours.shade(roof, 0.8), half - 9, -24, half - 4, eaves);
    pen.box(wall, -half, eaves, half, 24);
    pen.polygon(roof, -half - 4, eaves, half + 4, eaves, 0, -25);
    double door = between(random, -half + 5, half - 5);
    boolean right = door < 0;
    pen.box(Colours.shade(roof, 0.75), door - 4, 10, door + 4, 24);
    pen.ellipse(0xE3C95A, door + 2.4, 17.5, 0.8, 0.8);
    for (int i = 0; i < 2; i++) {
      double x = right ? door + 10 + 10 * i : door - 10 - 10 * i;
      if (Math.abs(x) < half - 3.5) {
        window(pen, x, 15);
      }
    }
    window(pen, -half / 2, 3);
    window(pen, half / 2, 3);
  }

  private static void window(Pen pen, double x, double y) {
    pen.box(Colours.WHITE, x - 3.8, y - 3.8, x + 3.8, y + 3.8);
    pen.box(GLASS, x - 3, y - 3, x - 0.4, y + 3);
    pen.box(GLASS, x + 0.4, y - 3, x + 3, y + 3);
  }

  static void tree(Pen pen, Random random) {
    int leaves = vary(random.nextInt(3) == 0 ? 0xB5762E : 0x3E7F3A, random);
    pen.polygon(0x6B4A2E, -3.6, 26, -2.4, 4, 2.4, 4, 3.6, 26);
    if (random.nextBoolean()) {
      for (int i = 0; i < 3; i++) {
        double y = 12 - 11 * i;
        double half = 19 - 4 * i;
        pen.polygon(Colours.shade(leaves, 0.85 + 0.1 * i), -half, y, half, y, 0, y - 17);
      }
      return;
    }
    for (int i = 0; i < 7; i++) {
      double x = between(random, -11, 11);
      double y = between(random, -15, 2);
      pen.ellipse(Colours.shade(leaves, between(random, 0.85, 1.15)), x, y, 9.5, 8.5);
    }
  }

  static void fish(Pen pen, Random random) {
    int scales = vary(pick(PAINTS, random), random);
    int fins = Colours.shade(scales, 0.7);
    pen.polygon(fins, 14, 0, 26, -11, 23, 0, 26, 11);
    pen.blob(fins, -4, -9, 4, -18, 11, -15, 10, -7);
    pen.blob(fins, -2, 9, 4, 16, 8, 14, 7, 7);
    pen.blob(scales, -24, 1, -14, -9, 0, -12, 11, -6, 18, 0, 11, 6, 0, 12, -14, 10);
    if (random.nextBoolean()) {
      for (double x = -6; x < 12; x += 6) {
        pen.stroke(Colours.WHITE, 1.8, x, -7, x + 2, 0, x, 7);
      }
    }
    pen.ellipse(Colours.WHITE, -15.5, -2.5, 3, 3);
    pen.ellipse(Colours.BLACK, -16, -2.5, 1.7, 1.7);
    pen.stroke(fins, 1, -23, 3.4, -18.5, 4.4);
  }

  static void car(Pen pen, Random random) {
    int paint = vary(pick(PAINTS, random), random);
    double roof = between(random, -14, -10);
    pen.blob(paint, -15, 0, -9, roof, 7, roof, 15, 0);
    pen.polygon(GLASS, -11, -1, -7, roof + 3, -1.5, roof + 3, -1.5, -1);
    pen.polygon(GLASS, 0.5, -1, 0.5, roof + 3, 5.5, roof + 3, 10.5, -1);
    pen.blob(paint, -25, 1, -14, -2, 14, -2, 25, 2, 26, 9, 20, 11.5, -20, 11.5, -26, 9);
    pen.stroke(Colours.shade(paint, 0.7), 0.8, -0.5, -1, -0.5, 10);
    pen.ellipse(0xF2E6A0, -24.5, 4, 1.8, 1.8);
    for (double x : new double[] {-14, 14}) {
      pen.ellipse(Colours.BLACK, x, 11.5, 6, 6);
      pen.ellipse(0xB9BCC2, x, 11.5, 2.8, 2.8);
    }
  }
}
