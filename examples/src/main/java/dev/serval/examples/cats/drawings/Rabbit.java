// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static dev.serval.examples.cats.drawings.Backdrop.between;
import static dev.serval.examples.cats.drawings.Backdrop.pick;
import static dev.serval.examples.cats.drawings.Backdrop.vary;

import java.util.Random;

/** Rabbits: two long ears, a small face with front teeth, a round tail. */
final class Rabbit {

  private static final int[] COATS = {0xEDE7DF, 0xA98F74, 0x8E8E90, 0x6B5648, 0xD3B48C, 0x3B3837};

  private Rabbit() {}

  /** Draws a rabbit that fills a circle of radius 26 round the pen's centre. */
  static void draw(Pen pen, Random random) {
    int coat = vary(pick(COATS, random), random);
    int light = Colours.mix(coat, Colours.WHITE, 0.45);
    if (random.nextBoolean()) {
      pen.blob(coat, -17, 34, -13, 22, -7, 18, 7, 18, 13, 22, 17, 34);
      head(pen.at(0, 7, 1.05, between(random, -8, 8)), random, coat, light);
      return;
    }
    pen.ellipse(Colours.WHITE, 14, 18, 5, 5);
    pen.blob(coat, -6, 0, 4, 0, 14, 10, 15, 22, 10, 25.5, -9, 25.5, -12, 20, -10, 8);
    pen.ellipse(Colours.shade(coat, 0.85), 7, 20, 7, 5.5);
    pen.ellipse(light, -2, 12, 4.5, 7);
    pen.ellipse(light, -6, 25, 4, 2.2);
    pen.ellipse(light, 7, 25, 6, 2.2);
    head(pen.at(-2, -4, 0.74, between(random, -10, 10)), random, coat, light);
  }

  private static void head(Pen at, Random random, int coat, int light) {
    int inside = Colours.mix(coat, Colours.PINK, 0.7);
    for (int side = -1; side <= 1; side += 2) {
      double lean = side * between(random, 4, 16);
      Pen ear = at.at(side * 5, -8, 1, lean);
      ear.ellipse(coat, 0, -13, 4.4, 14.5);
      ear.ellipse(inside, 0, -13, 2.3, 11.5);
    }
    at.ellipse(coat, 0, 1, 12.5, 12);
    at.ellipse(light, -4, 7, 5, 4.4);
    at.ellipse(light, 4, 7, 5, 4.4);
    for (int side = -1; side <= 1; side += 2) {
      at.ellipse(0x1E1412, side * 6.8, -1.5, 2.1, 2.6);
      at.ellipse(Colours.WHITE, side * 6.8 + 0.7, -2.5, 0.7, 0.7);
    }
    at.ellipse(0xD98088, 0, 3.4, 1.8, 1.3);
    at.box(Colours.WHITE, -1.6, 8.4, 1.6, 12);
    at.stroke(Colours.shade(coat, 0.55), 0.6, 0, 4.4, 0, 11.8);
  }
}
