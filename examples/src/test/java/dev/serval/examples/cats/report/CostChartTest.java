// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.CostPoint;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CostChartTest {

  @Test
  void ticksAreRoundNumbersThatCoverTheCosts() {
    assertEquals(List.of(0.0, 0.2, 0.4), Ticks.linear(0, 0.39, 3));
    assertEquals(List.of(0.0, 500.0, 1000.0, 1500.0, 2000.0, 2500.0), Ticks.linear(0, 2499, 5));
    assertEquals(List.of(0.05, 0.1, 0.2, 0.5, 1.0), Ticks.logarithmic(0.0884, 0.7717));
    assertEquals(List.of(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0), Ticks.logarithmic(2e-6, 0.7));
  }

  @Test
  void ticksCoverWhateverComes() {
    long seed = Long.getLong("serval.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double low = Math.pow(10, random.nextDouble() * 300 - 290);
      double high = low * (1 + Math.pow(10, random.nextDouble() * 8 - 3));
      for (List<Double> ticks : List.of(Ticks.logarithmic(low, high), Ticks.linear(0, high, 5))) {
        String what = "serval.seed=" + seed + ": " + low + " to " + high + " got " + ticks;
        assertTrue(ticks.size() >= 2 && ticks.size() <= 12, what);
        assertTrue(ticks.get(0) <= low * (1 + 1e-8), what);
        assertTrue(ticks.get(ticks.size() - 1) >= high * (1 - 1e-8), what);
      }
    }
  }

  @Test
  void theCurveFallsWhereTheCostFalls() {
    List<CostPoint> costs =
        List.of(new CostPoint(0, 0.8), new CostPoint(50, 0.4), new CostPoint(100, 0.2));
    for (boolean logarithmic : new boolean[] {false, true}) {
      String svg = new CostChart(costs, logarithmic).svg();
      Matcher points = Pattern.compile("points=\"([^\"]*)\"").matcher(svg);
      assertTrue(points.find(), svg);
      double[] y = new double[3];
      String[] pairs = points.group(1).strip().split(" ", -1);
      assertEquals(3, pairs.length);
      for (int i = 0; i < 3; i++) {
        y[i] = Double.parseDouble(pairs[i].substring(pairs[i].indexOf(',') + 1));
      }
      // Down is larger. Halving twice: equal steps on the logarithmic axis, a shorter one after on
      // the linear.
      assertTrue(y[0] < y[1] && y[1] < y[2], svg);
      double ratio = (y[2] - y[1]) / (y[1] - y[0]);
      assertEquals(logarithmic ? 1.0 : 0.5, ratio, 0.01);
      assertTrue(svg.contains("from 0.8 at iteration 0 to 0.2 at iteration 100"), svg);
    }
  }

  @Test
  void oddCurvesStillMakeAChart() {
    CostPoint zero = new CostPoint(0, 0);
    assertFalse(CostChart.hasLogarithm(List.of(zero)));
    for (List<CostPoint> costs :
        List.of(
            List.of(zero),
            List.of(new CostPoint(0, 0.7)),
            List.of(new CostPoint(0, 0.5), new CostPoint(1, 0.5)),
            List.of(new CostPoint(0, 1e300), new CostPoint(1, 1e-300)))) {
      String svg = new CostChart(costs, false).svg();
      assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
      if (CostChart.hasLogarithm(costs)) {
        String log = new CostChart(costs, true).svg();
        assertFalse(log.contains("NaN") || log.contains("Infinity"), log);
      }
    }
  }

  @Test
  void numbersAreShort() {
    assertEquals("0", CostChart.number(0));
    assertEquals("0.05", CostChart.number(0.05));
    assertEquals("2500", CostChart.number(2500));
    assertEquals("1e-6", CostChart.number(1e-6));
    assertEquals("1.5e-4", CostChart.number(1.5e-4));
  }
}
