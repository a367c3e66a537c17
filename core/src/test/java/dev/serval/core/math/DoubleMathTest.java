// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.testing.Bits;
import dev.serval.testing.Elementary;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** {@link DoubleMath} against correctly rounded results, at its edges, and in its order. */
class DoubleMathTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static void assertWithin(long ulp, Elementary.Points points, DoubleUnaryOperator f) {
    for (int i = 0; i < points.x().length; i++) {
      double actual = f.applyAsDouble(points.x()[i]);
      if (Elementary.ulps(points.y()[i], actual) > ulp) {
        fail(
            "at %s expected %s within %d ulp but got %s"
                .formatted(points.x()[i], points.y()[i], ulp, actual));
      }
    }
  }

  private static void assertBits(double expected, double actual) {
    assertTrue(Bits.same(expected, actual), () -> "expected " + expected + " but got " + actual);
  }

  @Test
  void goldenPointsAreWithinTheStatedUlp() {
    assertWithin(DoubleMath.EXP_MAX_ULP, Elementary.exp(), DoubleMath::exp);
    assertWithin(DoubleMath.SIGMOID_MAX_ULP, Elementary.sigmoid(), DoubleMath::sigmoid);
    assertWithin(DoubleMath.SOFTPLUS_MAX_ULP, Elementary.softplus(), DoubleMath::softplus);
    assertWithin(DoubleMath.LOG_MAX_ULP, Elementary.log(), DoubleMath::log);
    assertWithin(DoubleMath.LOG1P_MAX_ULP, Elementary.log1p(), DoubleMath::log1p);
  }

  @Test
  void specialValuesAreExact() {
    assertBits(1, DoubleMath.exp(0.0));
    assertBits(1, DoubleMath.exp(-0.0));
    assertBits(0, DoubleMath.exp(-INFINITY));
    assertBits(INFINITY, DoubleMath.exp(INFINITY));
    assertBits(Double.NaN, DoubleMath.exp(Double.NaN));
    assertBits(0.5, DoubleMath.sigmoid(0.0));
    assertBits(0.5, DoubleMath.sigmoid(-0.0));
    assertBits(0, DoubleMath.sigmoid(-INFINITY));
    assertBits(1, DoubleMath.sigmoid(INFINITY));
    assertBits(Double.NaN, DoubleMath.sigmoid(Double.NaN));
    assertBits(0, DoubleMath.log(1));
    assertBits(-INFINITY, DoubleMath.log(0.0));
    assertBits(-INFINITY, DoubleMath.log(-0.0));
    assertBits(Double.NaN, DoubleMath.log(-Double.MIN_VALUE));
    assertBits(Double.NaN, DoubleMath.log(-INFINITY));
    assertBits(INFINITY, DoubleMath.log(INFINITY));
    assertBits(Double.NaN, DoubleMath.log(Double.NaN));
    assertBits(0, DoubleMath.log1p(0.0));
    assertBits(-0.0, DoubleMath.log1p(-0.0));
    assertBits(-INFINITY, DoubleMath.log1p(-1));
    assertBits(Double.NaN, DoubleMath.log1p(-1.5));
    assertBits(INFINITY, DoubleMath.log1p(INFINITY));
    assertBits(Double.NaN, DoubleMath.log1p(Double.NaN));
    assertBits(0, DoubleMath.softplus(-INFINITY));
    assertBits(INFINITY, DoubleMath.softplus(INFINITY));
    assertBits(Double.NaN, DoubleMath.softplus(Double.NaN));
  }

  @Test
  void expOverflowsAndUnderflowsWhereTheRealFunctionDoes() {
    // ln((2 − 2⁻⁵³)·2¹⁰²³) lies between these neighbours, and ln 2⁻¹⁰⁷⁵ between the other two.
    assertTrue(DoubleMath.exp(709.782712893384) < INFINITY);
    assertBits(INFINITY, DoubleMath.exp(Math.nextUp(709.782712893384)));
    assertBits(Double.MIN_VALUE, DoubleMath.exp(-745.1332191019411));
    assertBits(0, DoubleMath.exp(Math.nextDown(-745.1332191019411)));
    assertBits(Double.MIN_VALUE, DoubleMath.sigmoid(-745.1332191019411));
    assertBits(0, DoubleMath.sigmoid(Math.nextDown(-745.1332191019411)));
  }

  @Test
  void subnormalsAreNotFlushed() {
    // 2⁻¹⁰⁷⁴ and 2⁻¹⁰⁵⁰ as powers of e: the nearest doubles to the exponents.
    assertBits(Double.MIN_VALUE, DoubleMath.exp(-744.4400719213812));
    double x = -727.8045395879426;
    assertTrue(DoubleMath.exp(x) < Double.MIN_NORMAL);
    assertTrue(Math.abs(DoubleMath.exp(x) / Math.scalb(1.0, -1050) - 1) < 1e-7);
    assertBits(DoubleMath.exp(x), DoubleMath.sigmoid(x));
    assertBits(-744.4400719213812, DoubleMath.log(Double.MIN_VALUE));
    assertBits(Double.MIN_VALUE, DoubleMath.log1p(Double.MIN_VALUE));
    assertBits(-Double.MIN_VALUE, DoubleMath.log1p(-Double.MIN_VALUE));
  }

  @Test
  void functionsAreMonotoneOnAMillionSpreadPoints() {
    assertMonotone("exp", DoubleMath::exp, -746, 710);
    assertMonotone("sigmoid", DoubleMath::sigmoid, -746, 40);
    assertMonotone("softplus", DoubleMath::softplus, -746, 1e4);
    assertMonotone("log1p", DoubleMath::log1p, -1, 10);
    double[] positive = new double[1_000_000];
    long step = Elementary.rank(INFINITY) / positive.length;
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Elementary.doubleOfRank(step * i);
    }
    assertMonotone("log", DoubleMath::log, positive);
  }

  @Test
  void functionsAreMonotoneAcrossNeighboursAtEveryBreakpoint() {
    for (int n = -1077; n <= 1026; n++) {
      // exp and sigmoid pass to the next n here.
      double[] neighbours = neighbours((n + 0.5) * Math.log(2));
      assertMonotone("exp", DoubleMath::exp, neighbours);
      assertMonotone("sigmoid", DoubleMath::sigmoid, neighbours);
      if (n >= -1074 && n <= 1023) {
        assertMonotone("log", DoubleMath::log, neighbours(Math.scalb(Math.sqrt(0.5), n)));
        assertMonotone("log", DoubleMath::log, neighbours(Math.scalb(1.0, n)));
      }
    }
    for (double t : new double[] {0, 0.5, 1, -0.5, -0.25}) {
      assertMonotone("log1p", DoubleMath::log1p, neighbours(t));
    }
    assertMonotone("exp", DoubleMath::exp, neighbours(0));
    assertMonotone("sigmoid", DoubleMath::sigmoid, neighbours(0));
  }

  @Test
  void logisticLossRoundsTheProductBeforeTheDifference() {
    // z·y is no double here, and e^−z is too small to hide it.
    double z = 40;
    double y = Math.nextDown(1.0);
    double rest = DoubleMath.log1p(DoubleMath.exp(-z));
    double rounded = (z - z * y) + rest;
    assertBits(rounded, DoubleMath.logisticLoss(z, y));
    assertFalse(Bits.same(Math.fma(-z, y, z) + rest, rounded), "must tell fma from two roundings");
    assertBits(DoubleMath.softplus(3.5), DoubleMath.logisticLoss(3.5, 0));
    assertBits(DoubleMath.softplus(-3.5), DoubleMath.logisticLoss(-3.5, 0));
    assertBits(Double.NaN, DoubleMath.logisticLoss(Double.NaN, 1));
    assertBits(0, DoubleMath.logisticLoss(1000, 1));
    assertBits(1000, DoubleMath.logisticLoss(-1000, 1));
  }

  @Test
  void ulpDistanceCountsSteps() {
    assertEquals(0, Elementary.ulps(0.0, -0.0));
    assertEquals(2, Elementary.ulps(Double.MIN_VALUE, -Double.MIN_VALUE));
    assertEquals(1, Elementary.ulps(1, Math.nextDown(1.0)));
    assertEquals(Long.MAX_VALUE, Elementary.ulps(1, Double.NaN));
  }

  private static double[] neighbours(double x) {
    double[] neighbours = new double[65];
    for (int i = 0; i < neighbours.length; i++) {
      neighbours[i] = Elementary.doubleOfRank(Elementary.rank(x) + i - 32);
    }
    return neighbours;
  }

  private static void assertMonotone(String name, DoubleUnaryOperator f, double from, double to) {
    double[] x = new double[1_000_000];
    for (int i = 0; i < x.length; i++) {
      // Half of them even, half of them crowded towards zero.
      double u = (double) i / x.length;
      x[i] = i % 2 == 0 ? from + (to - from) * u : (i % 4 == 1 ? from : to) * u * u * u * u;
    }
    Arrays.sort(x);
    assertMonotone(name, f, x);
  }

  private static void assertMonotone(String name, DoubleUnaryOperator f, double[] x) {
    double last = f.applyAsDouble(x[0]);
    for (int i = 1; i < x.length; i++) {
      double value = f.applyAsDouble(x[i]);
      if (value < last) {
        fail(
            "%s falls from %s to %s between %s and %s"
                .formatted(name, last, value, x[i - 1], x[i]));
      }
      // One NaN would let everything after it pass; only a negative argument of log may give it.
      last = Double.isNaN(value) ? last : value;
    }
  }
}
