// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatTransposeTest.java by DoubleFromFloat: change that file, not this one.

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DoubleTransposeTest {

  @Test
  void everyElementLandsInItsPlaceAndNothingElseIsTouched() {
    for (int rows = 0; rows <= 35; rows++) {
      for (int cols = 0; cols <= 35; cols++) {
        int fromStride = cols + 2;
        int toStride = rows + 3;
        double[] from = new double[1 + rows * fromStride + cols];
        for (int i = 0; i < from.length; i++) {
          from[i] = i + 1;
        }
        double[] to = new double[2 + cols * toStride + rows];
        Arrays.fill(to, Double.NaN);
        double[] expected = to.clone();
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < cols; j++) {
            expected[2 + j * toStride + i] = from[1 + i * fromStride + j];
          }
        }
        DoubleTranspose.copy(from, 1, fromStride, rows, cols, to, 2, toStride);
        assertArrayEquals(expected, to, rows + "×" + cols);
      }
    }
  }

  @Test
  void looseCopiesKeepToTheRoomBetweenTheRows() {
    for (int toStride : new int[] {DoubleCopy.PANEL, DoubleKernel.STRIP}) {
      for (int rows = 0; rows <= Math.min(35, toStride); rows++) {
        for (int cols = 0; cols <= 35; cols++) {
          int fromStride = cols + 2;
          double[] from = new double[1 + rows * fromStride + cols];
          for (int i = 0; i < from.length; i++) {
            from[i] = i + 1;
          }
          double[] to = new double[2 + cols * toStride + 2];
          Arrays.fill(to, -1);
          DoubleTranspose.copyLoosely(from, 1, fromStride, rows, cols, to, 2, toStride);
          String what = rows + "×" + cols + " to rows " + toStride + " apart";
          for (int j = 0; j < cols; j++) {
            for (int i = 0; i < rows; i++) {
              assertEquals(from[1 + i * fromStride + j], to[2 + j * toStride + i], what);
            }
          }
          double[] outside = {to[0], to[1], to[to.length - 2], to[to.length - 1]};
          assertArrayEquals(new double[] {-1, -1, -1, -1}, outside, what);
        }
      }
    }
  }

  @Test
  void bitsAreCopiedAsTheyAre() {
    double[] from = new double[1024];
    for (int i = 0; i < from.length; i++) {
      from[i] = i % 3 == 0 ? -0.0 : i % 3 == 1 ? Double.MIN_VALUE * i : Double.NEGATIVE_INFINITY;
    }
    double[] there = new double[1024];
    double[] back = new double[1024];
    DoubleTranspose.copy(from, 0, 32, 32, 32, there, 0, 32);
    DoubleTranspose.copy(there, 0, 32, 32, 32, back, 0, 32);
    assertArrayEquals(from, back); // compares bits, so −0 is not 0
  }
}
