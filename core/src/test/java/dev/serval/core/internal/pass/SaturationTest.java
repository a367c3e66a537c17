// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.notebook.StepByStep;
import dev.serval.core.spi.Backend;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the notebook's formulas break and the ones from logits do not: 28 logits × 2 labels. */
class SaturationTest {

  /** exp within 1 ulp, log1p within 1 ulp and three roundings: well below this. */
  private static final double COST_TOLERANCE = 1e-14;

  private final Backend backend = new ReferenceBackend();

  static Stream<Arguments> points() {
    return DoubleStream.of(0, 1e-300, 1e-8, 0.5, 1, 5, 20, 36.7, 36.8, 40, 708, 709.8, 745.2, 1e300)
        .flatMap(z -> DoubleStream.of(z, -z))
        .boxed()
        .flatMap(z -> Stream.of(Arguments.of(z, 0.0), Arguments.of(z, 1.0)));
  }

  private static Matrix scalar(double value) {
    return Matrix.of(ElementType.FLOAT64, new double[][] {{value}});
  }

  @ParameterizedTest
  @MethodSource("points")
  void costAndGradientFromLogitsAreFiniteAndRight(double z, double y) {
    double right = softplus(y == 0 ? z : -z);
    double cost = new StepByStep(backend).computeCostFromLogits(scalar(z), scalar(y));
    assertEquals(right, cost, COST_TOLERANCE * right);

    Matrix a = new StepByStep(backend).sigmoid(scalar(z)).a();
    Matrix dZ = scalar(0);
    CrossEntropy.gradientFromLogits(backend, a, scalar(y), dZ);
    assertTrue(Double.isFinite(dZ.get(0, 0)));
    assertEquals(a.get(0, 0) - y, dZ.get(0, 0));
  }

  @Test
  void theLiteralFormulasBreakWhereSigmoidRounds() {
    StepByStep steps = new StepByStep(backend);
    // A wrong and certain answer: infinite cost, infinite gradient.
    assertEquals(Double.POSITIVE_INFINITY, steps.computeCost(scalar(1), scalar(0)));
    assertEquals(Double.POSITIVE_INFINITY, steps.computeCost(scalar(0), scalar(1)));
    // A right and certain answer: 0 · log(0) is NaN, as in NumPy.
    assertEquals(Double.NaN, steps.computeCost(scalar(1), scalar(1)));
    Matrix dAL = scalar(0);
    CrossEntropy.literalGradient(scalar(1), scalar(0), dAL);
    assertEquals(Double.POSITIVE_INFINITY, dAL.get(0, 0));
    CrossEntropy.literalGradient(scalar(1), scalar(1), dAL);
    assertEquals(Double.NaN, dAL.get(0, 0));
  }

  @Test
  void bothFormsAgreeAwayFromSaturation() {
    StepByStep steps = new StepByStep(backend);
    for (double z = -20; z <= 20; z += 0.37) {
      for (double y = 0; y <= 1; y++) {
        double literal = steps.computeCost(steps.sigmoid(scalar(z)).a(), scalar(y));
        double fromLogits = steps.computeCostFromLogits(scalar(z), scalar(y));
        // 1 − a cancels for large z: an error of u in a becomes u/(1 − a) = u·(1 + e^z) in the
        // cost.
        double tolerance = COST_TOLERANCE + 4 * 0x1p-53 * (1 + Math.exp(Math.abs(z)));
        assertEquals(fromLogits, literal, tolerance, "z = " + z + ", y = " + y);
      }
    }
  }

  /** Returns log(1 + e^x) by series in 60 digits. */
  private static double softplus(double x) {
    if (Math.abs(x) > 800) {
      return Math.max(x, 0); // e^−800 is below the least double
    }
    MathContext digits = new MathContext(60);
    BigDecimal e = exp(new BigDecimal(-Math.abs(x)), digits);
    // log1p(e) = 2·atanh(e / (2 + e))
    BigDecimal s = e.divide(e.add(BigDecimal.TWO), digits);
    BigDecimal square = s.multiply(s, digits);
    BigDecimal power = s;
    BigDecimal sum = s;
    for (int k = 3; k < 130; k += 2) {
      power = power.multiply(square, digits);
      sum = sum.add(power.divide(BigDecimal.valueOf(k), digits), digits);
    }
    BigDecimal log1p = sum.multiply(BigDecimal.TWO, digits);
    return (x > 0 ? log1p.add(new BigDecimal(x)) : log1p).doubleValue();
  }

  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1024), new MathContext(80));
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(small).divide(BigDecimal.valueOf(k), new MathContext(80));
      sum = sum.add(term);
    }
    return sum.pow(1024, new MathContext(75)).round(digits);
  }
}
