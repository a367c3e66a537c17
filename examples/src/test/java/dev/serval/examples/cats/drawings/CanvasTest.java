// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CanvasTest {

  private static final int GREY = 0x808080;

  private static int at(byte[] pixels, int size, int x, int y) {
    return pixels[(y * size + x) * 3] & 0xFF;
  }

  @Test
  void wholePixelsAreFilledAndPartsAreAveraged() {
    Canvas canvas = new Canvas(4);
    // Pixel column 1 whole, a quarter of column 2; rows 0 and 1 whole, half of row 2.
    Pen.on(canvas).box(GREY, 1, 0, 2.25, 2.5);
    byte[] pixels = canvas.pixels(1, 1);
    assertEquals(0, at(pixels, 4, 0, 0));
    assertEquals(128, at(pixels, 4, 1, 1));
    assertEquals(32, at(pixels, 4, 2, 1));
    assertEquals(64, at(pixels, 4, 1, 2));
    assertEquals(16, at(pixels, 4, 2, 2));
    assertEquals(0, at(pixels, 4, 1, 3));
  }

  @Test
  void shapesAreClippedAtTheEdges() {
    Canvas canvas = new Canvas(3);
    Pen.on(canvas).box(GREY, -100, -100, 100, 100);
    for (byte sample : canvas.pixels(1, 1)) {
      assertEquals((byte) 128, sample);
    }
  }

  @Test
  void anEllipseHasItsArea() {
    Canvas canvas = new Canvas(64);
    Pen.on(canvas).at(32, 32, 1, 30).ellipse(0xFFFFFF, 0, 0, 20, 10);
    double sum = 0;
    byte[] pixels = canvas.pixels(1, 1);
    for (int i = 0; i < pixels.length; i += 3) {
      sum += (pixels[i] & 0xFF) / 255.0;
    }
    // A 32-gon has 0.6 % less area than its circle; the fine grid adds less than 1 %.
    assertEquals(Math.PI * 200, sum, Math.PI * 200 * 0.016);
  }

  @Test
  void aMirroredPenDrawsOnTheOtherSide() {
    Canvas canvas = new Canvas(8);
    Pen.on(canvas).at(4, 4, 1, 0).mirrored(true).box(GREY, 1, -1, 3, 1);
    byte[] pixels = canvas.pixels(1, 1);
    assertEquals(128, at(pixels, 8, 1, 4));
    assertEquals(128, at(pixels, 8, 2, 4));
    assertEquals(0, at(pixels, 8, 5, 4));
  }

  @Test
  void lightFallsFromTheUpperLeft() {
    Canvas canvas = new Canvas(8);
    Pen.on(canvas).box(GREY, 0, 0, 8, 8);
    byte[] pixels = canvas.pixels(1, 0.5);
    assertEquals(128, at(pixels, 8, 0, 0));
    assertEquals(128 * (1 - 0.5 * 21 / 24), at(pixels, 8, 7, 7), 0.5);
  }
}
