// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PicturesTest {

  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;

  private static Pictures two() {
    byte[] pixels = new byte[2 * HEIGHT * WIDTH * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    return new Pictures(
        HEIGHT, WIDTH, pixels, new int[] {1, 0}, Pictures.CAT_CLASSES, List.of("a", "b"));
  }

  @ParameterizedTest
  @EnumSource
  void inputsAreColumnsOfPixelsOver255(ElementType type) {
    Pictures pictures = two();
    Matrix x = pictures.inputs(type);
    assertEquals(18, x.rows());
    assertEquals(2, x.cols());
    for (int i = 0; i < 2; i++) {
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          for (int channel = 0; channel < 3; channel++) {
            int feature = (row * WIDTH + column) * 3 + channel;
            int pixel = (i * 18 + feature) * 7 & 0xFF;
            assertEquals(pixel, pictures.pixel(i, row, column, channel));
            assertEquals(type.round(pixel / 255.0), x.get(feature, i));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyByteOverTwoHundredFiftyFiveIsRoundedOnce(ElementType type) {
    byte[] all = new byte[256 * 3];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i / 3);
    }
    Matrix x =
        new Pictures(16, 16, all, new int[] {0}, Pictures.CAT_CLASSES, List.of("all")).inputs(type);
    for (int i = 0; i < all.length; i++) {
      int pixel = i / 3;
      assertEquals(type.round(pixel / 255.0), x.get(i, 0));
    }
  }

  @Test
  void targetsAreTheLabels() {
    Matrix y = two().targets(ElementType.FLOAT64);
    assertEquals("1×2", y.shape());
    assertEquals(1, y.get(0, 0));
    assertEquals(0, y.get(0, 1));
    assertEquals(1, two().positives());
  }

  @Test
  void theFirstPicturesKeepTheirPixelsAndNames() {
    Pictures first = two().first(1);
    assertEquals(1, first.count());
    assertEquals("a", first.name(0));
    assertEquals(two().pixel(0, 1, 2, 2), first.pixel(0, 1, 2, 2));
    assertEquals(2, two().first(5).count());
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    byte[] six = new byte[6];
    List<String> one = List.of("a");
    int[] label = {0};
    List<String> classes = Pictures.CAT_CLASSES;
    assertThrows(
        IllegalArgumentException.class, () -> new Pictures(1, 1, six, label, classes, one));
    assertThrows(
        IllegalArgumentException.class, () -> new Pictures(1, 2, six, new int[] {2}, classes, one));
    assertThrows(IllegalArgumentException.class, () -> new Pictures(1, 2, six, label, one, one));
    assertThrows(
        IllegalArgumentException.class, () -> new Pictures(1, 2, six, label, classes, classes));
  }
}
