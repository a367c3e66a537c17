// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.matrix.Prepared;
import dev.serval.core.random.NumpyRandom;
import dev.serval.core.spi.Epilogue;
import dev.serval.testing.Bits;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The specification itself, against exact arithmetic and hand-made cases. */
class ReferenceBackendTest {

  private final ReferenceBackend backend = new ReferenceBackend();

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void smallIntegersMultiplyExactly(ElementType type) {
    NumpyRandom random = new NumpyRandom(11);
    int nonzero = 0;
    int all = 0;
    for (int m = 0; m <= 7; m++) {
      for (int n = 0; n <= 7; n++) {
        for (int k = 0; k <= 7; k++) {
          Matrix a = integers(type, k, m, random).transposed();
          Matrix b = integers(type, k, n, random);
          Matrix c = Matrix.zeros(type, m, n);
          backend.gemm(a, b, c, Epilogue.NONE);
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              int expected = 0;
              for (int p = 0; p < k; p++) {
                expected += (int) (a.get(i, p) * b.get(p, j));
              }
              assertEquals(expected, c.get(i, j));
              nonzero += expected == 0 ? 0 : 1;
              all++;
            }
          }
        }
      }
    }
    assertTrue(nonzero * 2 > all, "most expected values are zero: the test proves little");
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void segmentsOf256AreSummedApart(ElementType type) {
    // 1 in the first segment; a huge number and its negative in the second, which cancel there. One
    // chain over all k would lose the 1.
    Matrix a = Matrix.zeros(type, 1, 258);
    a.set(0, 255, 1);
    a.set(0, 256, 1e16);
    a.set(0, 257, -1e16);
    Matrix ones = Matrix.zeros(type, 258, 1);
    for (int k = 0; k < 258; k++) {
      ones.set(k, 0, 1);
    }
    Matrix c = Matrix.zeros(type, 1, 1);
    backend.gemm(a, ones, c, Epilogue.NONE);
    assertEquals(1, c.get(0, 0));
    // Within one segment it is one chain, ascending: the 1 is lost.
    Matrix inOne = Matrix.zeros(type, 1, 258);
    inOne.set(0, 0, 1);
    inOne.set(0, 1, 1e16);
    inOne.set(0, 2, -1e16);
    backend.gemm(inOne, ones, c, Epilogue.NONE);
    assertEquals(0, c.get(0, 0));
  }

  @Test
  void productsAreFused() {
    // x² − 1 with x = 1 + 2⁻³⁰: the product needs 61 bits, so only a fused step keeps 2⁻⁶⁰.
    double x = 1 + 0x1p-30;
    Matrix a = Matrix.of(ElementType.FLOAT64, new double[][] {{-1, x}});
    Matrix b = Matrix.of(ElementType.FLOAT64, new double[][] {{1}, {x}});
    Matrix c = Matrix.zeros(ElementType.FLOAT64, 1, 1);
    backend.gemm(a, b, c, Epilogue.NONE);
    assertEquals(0x1p-29 + 0x1p-60, c.get(0, 0));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void randomProductsStayWithinTheErrorBound(ElementType type) {
    // |c − exact| ≤ γ_k·(|A||B|), γ_k = k·u / (1 − k·u): Higham, Accuracy and Stability, 3.5.
    int m = 3;
    int n = 4;
    int k = 700;
    double u = type == ElementType.FLOAT32 ? 0x1p-24 : 0x1p-53;
    double gamma = k * u / (1 - k * u);
    NumpyRandom random = new NumpyRandom(5);
    Matrix a = normals(type, m, k, random);
    Matrix b = normals(type, k, n, random);
    Matrix c = Matrix.zeros(type, m, n);
    backend.gemm(a, b, c, Epilogue.NONE);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        BigDecimal exact = BigDecimal.ZERO;
        double magnitude = 0;
        for (int p = 0; p < k; p++) {
          exact = exact.add(new BigDecimal(a.get(i, p)).multiply(new BigDecimal(b.get(p, j))));
          magnitude += Math.abs(a.get(i, p) * b.get(p, j));
        }
        double error = exact.subtract(new BigDecimal(c.get(i, j))).abs().doubleValue();
        assertTrue(error <= gamma * magnitude, error + " > " + gamma * magnitude);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void epiloguesFinishEachElement(ElementType type) {
    Matrix a = Matrix.of(type, new double[][] {{1, 2}, {-3, 4}});
    Matrix b = Matrix.of(type, new double[][] {{1, 0, Double.NaN}, {0, -1, 1}});
    Matrix bias = Matrix.of(type, new double[][] {{0.5}, {-4}});
    Matrix mask = Matrix.of(type, new double[][] {{1, 0, Double.NaN}, {-1, 2, -0.0}});
    double nan = Double.NaN;
    assertProduct(a, b, Epilogue.NONE, new double[][] {{1, -2, nan}, {-3, -4, nan}});
    assertProduct(a, b, new Epilogue.Bias(bias), new double[][] {{1.5, -1.5, nan}, {-7, -8, nan}});
    assertProduct(a, b, new Epilogue.BiasRelu(bias), new double[][] {{1.5, 0, nan}, {0, 0, nan}});
    assertProduct(a, b, new Epilogue.Scale(0.5), new double[][] {{0.5, -1, nan}, {-1.5, -2, nan}});
    assertProduct(a, b, new Epilogue.ReluMask(mask), new double[][] {{1, 0, nan}, {0, -4, 0}});
    Matrix sigmoid = Matrix.zeros(type, 2, 3);
    Matrix z = Matrix.zeros(type, 2, 3);
    backend.gemm(a, b, sigmoid, new Epilogue.BiasSigmoid(bias));
    backend.gemm(a, b, z, new Epilogue.Bias(bias));
    backend.sigmoid(z, z);
    Bits.assertSame(z, sigmoid);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anAddendIsAddedToTheFinishedTotalBeforeTheBias(ElementType type) {
    Matrix a = Matrix.of(type, new double[][] {{1, 2}, {-3, 4}});
    Matrix b = Matrix.of(type, new double[][] {{1, 0, Double.NaN}, {0, -1, 1}});
    Matrix d = Matrix.of(type, new double[][] {{10, 20, 30}, {2, 5, 6}});
    double nan = Double.NaN;
    assertProduct(
        a, b, new Epilogue.Add(d, Epilogue.NONE), new double[][] {{11, 18, nan}, {-1, 1, nan}});
    Matrix bias = Matrix.of(type, new double[][] {{0.5}, {-4}});
    assertProduct(
        a,
        b,
        new Epilogue.Add(d, new Epilogue.BiasRelu(bias)),
        new double[][] {{11.5, 18.5, nan}, {0, 0, nan}});
    // (1e16 + 1) − 1e16 is 0, since the sum rounds to 1e16; 1e16 + (1 − 1e16) would be 1 (FLOAT64)
    // and (1e16 − 1e16) + 1 too.
    Matrix one = Matrix.of(type, new double[][] {{1}});
    Matrix huge = Matrix.of(type, new double[][] {{1e16}});
    Matrix minusHuge = Matrix.of(type, new double[][] {{-1e16}});
    assertProduct(
        one, one, new Epilogue.Add(huge, new Epilogue.Bias(minusHuge)), new double[][] {{0}});
  }

  private void assertProduct(Matrix a, Matrix b, Epilogue epilogue, double[][] expected) {
    Matrix c = Matrix.zeros(a.type(), a.rows(), b.cols());
    backend.gemm(a, b, c, epilogue);
    Bits.assertSame(Matrix.of(a.type(), expected), c);
    Prepared left = backend.prepare(a, Prepared.Side.LEFT);
    Prepared right = backend.prepare(b, Prepared.Side.RIGHT);
    backend.gemm(left, right, c, epilogue);
    Bits.assertSame(Matrix.of(a.type(), expected), c);
  }

  @Test
  void rowSumsGoThroughSixteenStripesAndATree() {
    // Stripe 0 holds 1e16 and (column 16) 1, which is lost there; stripe 8 holds −1e16. The tree
    // adds
    // s0 + s8 first, so the 3 of stripe 1 survives; ascending j would lose it.
    Matrix x = Matrix.zeros(ElementType.FLOAT64, 1, 17);
    x.set(0, 0, 1e16);
    x.set(0, 16, 1);
    x.set(0, 8, -1e16);
    x.set(0, 1, 3);
    Matrix sum = Matrix.zeros(ElementType.FLOAT64, 1, 1);
    backend.rowSums(x, 0.5, sum);
    assertEquals(1.5, sum.get(0, 0));
  }

  @Test
  void axpyRoundsOnce() {
    double x = 1 + 0x1p-30;
    Matrix y = Matrix.of(ElementType.FLOAT64, new double[][] {{-1}});
    backend.axpy(x, Matrix.of(ElementType.FLOAT64, new double[][] {{x}}), y);
    assertEquals(0x1p-29 + 0x1p-60, y.get(0, 0));
  }

  private static Matrix integers(ElementType type, int rows, int cols, NumpyRandom random) {
    Matrix matrix = Matrix.zeros(type, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        matrix.set(i, j, Math.floor(random.rand() * 19) - 9);
      }
    }
    return matrix;
  }

  private static Matrix normals(ElementType type, int rows, int cols, NumpyRandom random) {
    Matrix matrix = Matrix.zeros(type, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        matrix.set(i, j, random.randn());
      }
    }
    return matrix;
  }
}
