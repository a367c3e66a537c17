// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import org.junit.jupiter.api.Test;

/** What NumPy 1.24 prints for the same arrays. */
class NumpyFormatTest {

  private static void assertPrinted(String expected, double[]... rows) {
    assertEquals(expected, NumpyFormat.format(Matrix.of(ElementType.FLOAT64, rows)));
  }

  @Test
  void pointsStandInOneColumn() {
    assertPrinted(
        "[[ 1.5  -2.25]\n [10.    0.  ]]", new double[] {1.5, -2.25}, new double[] {10, 0});
    assertPrinted("[[0.]\n [0.]]", new double[] {0}, new double[] {0});
    assertPrinted("[[-0.]]", new double[] {-0.0});
  }

  @Test
  void eightDecimalsAreShownAndTrailingZerosAreNot() {
    assertPrinted(
        "[[0.01353081 0.0135308  0.33333333]]", new double[] {0.013530809999, 0.0135308, 1.0 / 3});
    assertPrinted("[[0.12345678]]", new double[] {0.123456784999});
    assertPrinted("[[0.1]]", new double[] {0.1});
  }

  @Test
  void farApartNumbersAreScientific() {
    assertPrinted("[[1.e-05 1.e+00]]", new double[] {1e-5, 1});
    assertPrinted(
        "[[-2.16491028e-04]\n [ 8.71516045e-06]]",
        new double[] {-2.16491028e-4},
        new double[] {8.71516045e-6});
    assertPrinted("[[1.0e+08 2.5e+00]]", new double[] {1e8, 2.5});
    assertPrinted("[[1.001e+03 1.000e+00]]", new double[] {1001, 1});
    assertPrinted("[[1000.    1.]]", new double[] {1000, 1});
  }
}
