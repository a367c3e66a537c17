// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static dev.serval.examples.cats.drawings.Backdrop.between;
import static dev.serval.examples.cats.drawings.Backdrop.pick;
import static dev.serval.examples.cats.drawings.Backdrop.vary;

import java.util.Random;

/** Dogs: hanging ears, a long muzzle with a big black nose, often the tongue out. */
final class Dog {

  private static final int[] COATS = {
    0xC8955A, 0x6B4A34, 0xE3D3B5, 0x3A3634, 0xA8763F, 0x8F8880, 0xB9794A
  };

  private final Pen pen;
  private final Random random;
  private final int coat;
  private final int ears;
  private final int muzzle;

  private Dog(Pen pen, Random random) {
    this.pen = pen;
    this.random = random;
    this.coat = vary(pick(COATS, random), random);
    this.ears = Colours.shade(coat, random.nextBoolean() ? 0.6 : 0.8);
    this.muzzle = Colours.mix(coat, Colours.WHITE, between(random, 0.35, 0.8));
  }

  /** Draws a dog that fills a circle of radius 26 round the pen's centre. */
  static void draw(Pen pen, Random random) {
    Dog dog = new Dog(pen, random);
    switch (random.nextInt(4)) {
      case 0, 1 -> dog.portrait();
      case 2 -> dog.sitting();
      default -> dog.walking();
    }
  }

  private void portrait() {
    pen.blob(coat, -19, 34, -16, 20, -9, 12, 9, 12, 16, 20, 19, 34);
    head(pen.at(0, -3, 1.15, between(random, -9, 9)));
  }

  private void sitting() {
    pen.stroke(coat, 4, 12, 20, 20, 17, 24, between(random, 6, 12));
    pen.blob(coat, -6, -2, 6, -2, 12, 8, 14, 19, 12, 25, -12, 25, -14, 19, -12, 8);
    pen.ellipse(muzzle, 0, 9, 5, 10);
    pen.stroke(ears, 0.8, 0, 12, 0, 24);
    pen.ellipse(muzzle, -4.5, 24.5, 4.4, 2.5);
    pen.ellipse(muzzle, 4.5, 24.5, 4.4, 2.5);
    head(pen.at(0, -11, 0.72, between(random, -12, 12)));
  }

  private void walking() {
    pen.stroke(coat, 3.6, 16, 0, 22, -5, 24, between(random, -13, -8));
    for (double x : new double[] {-10, -5, 9, 14}) {
      double step = between(random, -2, 2);
      pen.stroke(x == -5 || x == 9 ? ears : coat, 5, x, 8, x + step / 2, 16, x + step, 23);
    }
    pen.blob(coat, -14, -3, 0, -4, 16, -2, 18, 5, 13, 12, 0, 11, -11, 13, -16, 5);
    Pen at = pen.at(-14, -9, 0.8, between(random, -8, 8));
    at.blob(coat, 6, 8, 7, -2, 2, -9, -6, -8, -9, -3, -18, -1, -19, 4, -9, 7, -3, 9);
    at.ellipse(Colours.BLACK, -18, -0.5, 2.6, 2.2);
    at.stroke(ears, 0.8, -17, 4, -9, 4.5);
    at.ellipse(Colours.BLACK, -6.5, -3.5, 1.6, 1.6);
    at.blob(ears, -1, -9, 5, -8, 8, 0, 6, 9, 2, 8, 0, 0);
  }

  /** Draws a head of about 40 × 34 units seen from the front. */
  private void head(Pen at) {
    at.blob(coat, 0, -14, 9, -12, 13, -4, 11, 5, 8, 14, 0, 17, -8, 14, -11, 5, -13, -4, -9, -12);
    at.ellipse(muzzle, 0, 8, 8, 8.5);
    if (random.nextBoolean()) {
      at.polygon(muzzle, -1.8, 4, -2.4, -13, 2.4, -13, 1.8, 4);
    }
    double droop = between(random, 8, 14);
    for (int side = -1; side <= 1; side += 2) {
      at.blob(
          ears, side * 6, -13, side * 13, -13, side * 19, -4, side * 19, droop, side * 14,
          droop + 1, side * 12, -2);
      at.ellipse(Colours.WHITE, side * 5.8, -3, 2.7, 2.7);
      at.ellipse(0x2A1A12, side * 5.8, -2.8, 2.2, 2.2);
      at.ellipse(Colours.WHITE, side * 5.8 + 0.8, -3.8, 0.7, 0.7);
    }
    if (random.nextInt(3) > 0) {
      at.blob(0xE07A86, -2.6, 12, 2.6, 12, 3, 19, 0, 21.5, -3, 19);
    }
    at.blob(Colours.BLACK, -4.4, 2, 4.4, 2, 3.4, 5.6, 0, 7, -3.4, 5.6);
    at.stroke(Colours.BLACK, 0.9, -6, 11.5, -2.5, 13, 0, 11, 0, 6);
    at.stroke(Colours.BLACK, 0.9, 6, 11.5, 2.5, 13, 0, 11, 0, 6);
  }
}
