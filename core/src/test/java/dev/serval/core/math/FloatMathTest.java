// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.testing.Bits;
import dev.serval.testing.Elementary;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * {@link FloatMath} over all floats in ascending order: {@code -Dserval.exhaustive=true} takes each
 * of them (minutes), otherwise one in {@link #STRIDE}, runs of neighbours at every breakpoint, and
 * the special values.
 */
class FloatMathTest {

  /** A prime, so that the significands taken differ from one exponent to the next. */
  private static final int STRIDE = Boolean.getBoolean("serval.exhaustive") ? 1 : 1021;

  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void allFloatsAreWithinTheStatedUlpAndMonotone() {
    int lowest = Elementary.rank(Float.NEGATIVE_INFINITY);
    // StrictMath is within 1 ulp of double, which moves the rounding to float in 1 of 10⁸ cases.
    walk("exp", FloatMath::exp, StrictMath::exp, FloatMath.EXP_MAX_ULP, lowest);
    walk(
        "sigmoid",
        FloatMath::sigmoid,
        x -> 1 / (1 + StrictMath.exp(-x)),
        FloatMath.SIGMOID_MAX_ULP,
        lowest);
    walk("log", FloatMath::log, StrictMath::log, FloatMath.LOG_MAX_ULP, 0);
    int minusOne = Elementary.rank(-1f);
    walk("log1p", FloatMath::log1p, StrictMath::log1p, FloatMath.LOG1P_MAX_ULP, minusOne);
    walk(
        "softplus",
        FloatMath::softplus,
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
        FloatMath.SOFTPLUS_MAX_ULP,
        lowest);
  }

  @Test
  void expAndSigmoidAreMonotoneAcrossNeighboursAtEveryBreakpoint() {
    for (int n = -152; n <= 130; n++) {
      int centre = Elementary.rank((float) ((n + 0.5) * Math.log(2)));
      for (int i = centre - 32; i < centre + 32; i++) {
        float x = Elementary.floatOfRank(i);
        float next = Elementary.floatOfRank(i + 1);
        assertTrue(FloatMath.exp(x) <= FloatMath.exp(next), () -> "exp at " + x);
        assertTrue(FloatMath.sigmoid(x) <= FloatMath.sigmoid(next), () -> "sigmoid at " + x);
      }
    }
  }

  @Test
  void specialValuesAreExact() {
    assertBits(1, FloatMath.exp(0f));
    assertBits(1, FloatMath.exp(-0f));
    assertBits(0, FloatMath.exp(Float.NEGATIVE_INFINITY));
    assertBits(Float.POSITIVE_INFINITY, FloatMath.exp(Float.POSITIVE_INFINITY));
    assertBits(Float.NaN, FloatMath.exp(Float.NaN));
    assertBits(0.5f, FloatMath.sigmoid(0f));
    assertBits(0.5f, FloatMath.sigmoid(-0f));
    assertBits(0, FloatMath.sigmoid(Float.NEGATIVE_INFINITY));
    assertBits(1, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
    assertBits(Float.NaN, FloatMath.sigmoid(Float.NaN));
    assertBits(0, FloatMath.log(1f));
    assertBits(Float.NEGATIVE_INFINITY, FloatMath.log(0f));
    assertBits(Float.NaN, FloatMath.log(-Float.MIN_VALUE));
  }

  @Test
  void expOverflowsAndUnderflowsWhereTheRealFunctionDoes() {
    // ln((2 − 2⁻²⁴)·2¹²⁷) = 88.72283935… and ln 2⁻¹⁵⁰ = −103.97207708…
    assertTrue(FloatMath.exp(88.72283f) < Float.POSITIVE_INFINITY);
    assertBits(Float.POSITIVE_INFINITY, FloatMath.exp(88.72284f));
    assertBits(Float.MIN_VALUE, FloatMath.exp(-103.97208f));
    assertBits(0, FloatMath.exp(Math.nextDown(-103.97208f)));
    assertBits(Float.MIN_VALUE, FloatMath.sigmoid(-103.97208f));
    assertBits(0, FloatMath.sigmoid(Math.nextDown(-103.97208f)));
  }

  private static void assertBits(float expected, float actual) {
    assertTrue(Bits.same(expected, actual), () -> "expected " + expected + " but got " + actual);
  }

  private static void walk(
      String name, FloatFunction f, DoubleUnaryOperator exact, int maxUlp, int from) {
    float last = Float.NEGATIVE_INFINITY;
    int to = Elementary.rank(Float.POSITIVE_INFINITY);
    for (int rank = from; rank < to - STRIDE; rank += STRIDE) {
      float x = Elementary.floatOfRank(rank);
      float value = f.of(x);
      if (value < last) {
        fail("%s falls from %s to %s before %s".formatted(name, last, value, x));
      }
      last = value;
      float expected = (float) exact.applyAsDouble(x);
      if (Elementary.ulps(expected, value) > maxUlp) {
        fail(
            "%s(%s): expected %s within %d ulp but got %s"
                .formatted(name, x, expected, maxUlp, value));
      }
    }
  }
}
