// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static dev.serval.examples.cats.drawings.Backdrop.between;
import static dev.serval.examples.cats.drawings.Backdrop.pick;
import static dev.serval.examples.cats.drawings.Backdrop.vary;

import java.util.Random;

/** Cats: pointed ears, slit pupils, whiskers, a long tail. Each in a coat and a pose of its own. */
final class Cat {

  private static final int[] COATS = {
    0xD98A3D, 0x8C8C8C, 0x2B2A2C, 0xECE6DA, 0xC9A77C, 0x7A5A44, 0xB56A32, 0x5F6670
  };
  private static final int[] EYES = {0x9BBF3B, 0xE0B83A, 0x6FB1D6, 0x7CA65A};

  private final Pen pen;
  private final Random random;
  private final int coat;
  private final int dark;
  private final int belly;
  private final int eyes;
  private final boolean striped;

  private Cat(Pen pen, Random random) {
    this.pen = pen;
    this.random = random;
    this.coat = vary(pick(COATS, random), random);
    this.dark = Colours.shade(coat, 0.68);
    this.belly = random.nextInt(3) == 0 ? Colours.WHITE : Colours.mix(coat, Colours.WHITE, 0.35);
    this.eyes = pick(EYES, random);
    this.striped = random.nextInt(5) < 2;
  }

  /** Draws a cat that fills a circle of radius 26 round the pen's centre. */
  static void draw(Pen pen, Random random) {
    Cat cat = new Cat(pen, random);
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> cat.portrait();
      case 3, 4 -> cat.sitting();
      default -> cat.walking();
    }
  }

  private void portrait() {
    pen.blob(coat, -20, 34, -18, 20, -10, 13, 10, 13, 18, 20, 20, 34);
    pen.ellipse(belly, 0, 28, 8, 12);
    head(pen.at(0, -1, 1.15, between(random, -9, 9)));
  }

  private void sitting() {
    tail(14, 20, 25, 19, 27, 10, 22, 4);
    pen.blob(coat, -6, -4, 6, -4, 11, 6, 15, 18, 12, 25, -12, 25, -15, 18, -11, 6);
    pen.ellipse(belly, 0, 8, 5, 10);
    if (striped) {
      for (int side = -1; side <= 1; side += 2) {
        pen.stroke(dark, 1.4, side * 13.5, 15, side * 8, 14);
        pen.stroke(dark, 1.4, side * 12, 9.5, side * 7.5, 9);
      }
    }
    pen.stroke(dark, 0.8, -1, 13, -1, 23);
    pen.stroke(dark, 0.8, 1, 13, 1, 23);
    pen.ellipse(belly, -4, 24.5, 4, 2.4);
    pen.ellipse(belly, 4, 24.5, 4, 2.4);
    head(pen.at(0, -11, 0.72, between(random, -12, 12)));
  }

  private void walking() {
    double lift = between(random, 2, 14);
    tail(16, 2, 23, -2, 25, -lift, 21, -lift - 8);
    for (double x : new double[] {-12, -7, 9, 14}) {
      double step = between(random, -2.5, 2.5);
      pen.stroke(x == -7 || x == 9 ? dark : coat, 4.6, x, 8, x + step / 2, 16, x + step, 23);
    }
    pen.blob(coat, -16, -2, -6, -5, 8, -4, 17, -2, 19, 5, 14, 12, 0, 12.5, -12, 12, -17, 6);
    pen.ellipse(belly, 0, 11, 10, 2.4);
    if (striped) {
      for (double x = -6; x < 16; x += 4.5) {
        pen.stroke(dark, 1.5, x, -3.6, x + 1, 4);
      }
    }
    head(pen.at(-14, -9, 0.66, between(random, -10, 10)));
  }

  private void tail(double... points) {
    pen.stroke(coat, 4.4, points);
    int n = points.length;
    pen.ellipse(dark, points[n - 2], points[n - 1], 2.3, 2.3);
  }

  /** Draws a head of about 34 × 32 units, ears included, seen from the front. */
  private void head(Pen at) {
    for (int side = -1; side <= 1; side += 2) {
      at.polygon(coat, side * 15.5, -3, side * 15, -23, side * 3, -11);
      at.polygon(
          Colours.mix(coat, Colours.PINK, 0.75), side * 13, -8, side * 13.2, -18.5, side * 6, -11);
    }
    at.blob(
        coat, 0, -12.5, 9, -11.5, 16, -4, 17, 4, 11, 11.5, 0, 14, -11, 11.5, -17, 4, -16, -4, -9,
        -11.5);
    if (striped) {
      at.stroke(dark, 1.6, 0, -12, 0, -6);
      at.stroke(dark, 1.5, -4, -11.5, -3.4, -6.5);
      at.stroke(dark, 1.5, 4, -11.5, 3.4, -6.5);
      at.stroke(dark, 1.4, -16, 2, -11, 2.5);
      at.stroke(dark, 1.4, 16, 2, 11, 2.5);
    }
    at.ellipse(belly, -3.6, 7, 5, 4);
    at.ellipse(belly, 3.6, 7, 5, 4);
    double open = between(random, 2.2, 3.6);
    double pupil = between(random, 0.7, 1.7);
    for (int side = -1; side <= 1; side += 2) {
      at.ellipse(Colours.BLACK, side * 7.2, -1.5, 4.5, open + 0.7, side * -10);
      at.ellipse(eyes, side * 7.2, -1.5, 3.9, open, side * -10);
      at.ellipse(Colours.BLACK, side * 7.2, -1.5, pupil, open);
      at.ellipse(Colours.WHITE, side * 7.2 + 1, -2.5, 0.7, 0.7);
      int hair = Colours.mix(Colours.WHITE, dark, coat > 0xC00000 ? 0.8 : 0.1);
      for (int i = -1; i <= 1; i++) {
        at.stroke(hair, 0.5, side * 7, 7 + i, side * 20, 6.5 + 3 * i);
      }
    }
    at.polygon(0xC96F72, -2.2, 3, 2.2, 3, 0, 5.4);
    at.stroke(dark, 0.7, -3.6, 8.4, -1.4, 8.6, 0, 5.4);
    at.stroke(dark, 0.7, 3.6, 8.4, 1.4, 8.6, 0, 5.4);
  }
}
