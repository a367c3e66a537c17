// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FloatTransposeTest {

  @Test
  void everyElementLandsInItsPlaceAndNothingElseIsTouched() {
    for (int rows = 0; rows <= 35; rows++) {
      for (int cols = 0; cols <= 35; cols++) {
        int fromStride = cols + 2;
        int toStride = rows + 3;
        float[] from = new float[1 + rows * fromStride + cols];
        for (int i = 0; i < from.length; i++) {
          from[i] = i + 1;
        }
        float[] to = new float[2 + cols * toStride + rows];
        Arrays.fill(to, Float.NaN);
        float[] expected = to.clone();
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < cols; j++) {
            expected[2 + j * toStride + i] = from[1 + i * fromStride + j];
          }
        }
        FloatTranspose.copy(from, 1, fromStride, rows, cols, to, 2, toStride);
        assertArrayEquals(expected, to, rows + "×" + cols);
      }
    }
  }

  @Test
  void looseCopiesKeepToTheRoomBetweenTheRows() {
    for (int toStride : new int[] {FloatCopy.PANEL, FloatKernel.STRIP}) {
      for (int rows = 0; rows <= Math.min(35, toStride); rows++) {
        for (int cols = 0; cols <= 35; cols++) {
          int fromStride = cols + 2;
          float[] from = new float[1 + rows * fromStride + cols];
          for (int i = 0; i < from.length; i++) {
            from[i] = i + 1;
          }
          float[] to = new float[2 + cols * toStride + 2];
          Arrays.fill(to, -1);
          FloatTranspose.copyLoosely(from, 1, fromStride, rows, cols, to, 2, toStride);
          String what = rows + "×" + cols + " to rows " + toStride + " apart";
          for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
              assertEquals(from[1 + i * fromStride + j], to[2 + j * toStride + i], what);
            }
          }
          float[] outside = {to[0], to[1], to[to.length - 2], to[to.length - 1]};
          assertArrayEquals(new float[] {-1, -1, -1, -1}, outside, what);
        }
      }
    }
  }

  @Test
  void bitsAreCopiedAsTheyAre() {
    float[] from = new float[1024];
    for (int i = 0; i < from.length; i++) {
      from[i] = i % 3 == 0 ? -0f : i % 3 == 1 ? Float.MIN_VALUE * i : Float.NEGATIVE_INFINITY;
    }
    float[] there = new float[1024];
    float[] back = new float[1024];
    FloatTranspose.copy(from, 0, 32, 32, 32, there, 0, 32);
    FloatTranspose.copy(there, 0, 32, 32, 32, back, 0, 32);
    assertArrayEquals(from, back); // compares bits, so −0 is not 0
  }
}
