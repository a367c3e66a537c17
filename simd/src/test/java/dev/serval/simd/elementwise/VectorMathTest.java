// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.core.math.DoubleMath;
import dev.serval.core.math.FloatMath;
import dev.serval.testing.Bits;
import dev.serval.testing.Elementary;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * {@link FloatVectorMath} and {@link DoubleVectorMath} themselves, on species of every width,
 * against the scalar definitions: also where the loops above them use the scalar form.
 */
class VectorMathTest {

  private static final long SEED = Long.getLong("serval.seed", 5L);

  private static double[] arguments(double[] first) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] x =
        DoubleStream.concat(
                DoubleStream.concat(
                    Arrays.stream(first), Arrays.stream(Elementary.specialDoubles())),
                DoubleStream.generate(() -> Elementary.anyDouble(random)).limit(1_000_000))
            .toArray();
    return Arrays.copyOf(x, x.length / 16 * 16 + 16);
  }

  private static void assertDoubles(
      String name, double[] x, UnaryOperator<DoubleVector> f, DoubleUnaryOperator definition) {
    double[] y = new double[x.length];
    for (int j = 0; j < x.length; j += DoubleVectorMath.SPECIES.length()) {
      f.apply(DoubleVector.fromArray(DoubleVectorMath.SPECIES, x, j)).intoArray(y, j);
    }
    for (int j = 0; j < x.length; j++) {
      double expected = definition.applyAsDouble(x[j]);
      if (!Bits.same(expected, y[j])) {
        fail(
            "%s(%s): expected %s but got %s; reproduce with -Dserval.seed=%d"
                .formatted(name, x[j], expected, y[j], SEED));
      }
    }
  }

  private static void assertFloats(
      String name, float[] x, UnaryOperator<FloatVector> f, DoubleUnaryOperator definition) {
    float[] y = new float[x.length];
    for (int j = 0; j < x.length; j += FloatVectorMath.SPECIES.length()) {
      f.apply(FloatVector.fromArray(FloatVectorMath.SPECIES, x, j)).intoArray(y, j);
    }
    for (int j = 0; j < x.length; j++) {
      float expected = (float) definition.applyAsDouble(x[j]);
      if (!Bits.same(expected, y[j])) {
        fail(
            "%s(%s): expected %s but got %s; reproduce with -Dserval.seed=%d"
                .formatted(name, x[j], expected, y[j], SEED));
      }
    }
  }

  @Test
  void doubleFormsHaveTheScalarBits() {
    double[] x = arguments(Elementary.exp().x());
    assertDoubles("exp", x, DoubleVectorMath::exp, DoubleMath::exp);
    assertDoubles("sigmoid", x, VectorMathTest::sigmoid, DoubleMath::sigmoid);
    double[] t = arguments(Elementary.log1p().x());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int j = 0; j < t.length; j++) {
      // log1pUnit is defined on [0, 1] and NaN; e^−|x| is how its arguments come about.
      t[j] = t[j] >= 0 && t[j] <= 1 ? t[j] : DoubleMath.exp(-Math.abs(t[j]));
      t[j] = random.nextInt(3) == 0 ? random.nextDouble() : t[j];
    }
    assertDoubles("log1p", t, DoubleVectorMath::log1pUnit, DoubleMath::log1pUnit);
  }

  @Test
  void floatFormsHaveTheScalarBits() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] special = Elementary.specialFloats();
    double[] golden = Elementary.exp().x();
    float[] x = new float[1 << 20];
    for (int j = 0; j < x.length; j++) {
      x[j] =
          j < golden.length
              ? (float) golden[j]
              : random.nextInt(50) == 0
                  ? special[random.nextInt(special.length)]
                  : Elementary.anyFloat(random);
    }
    assertFloats("exp", x, FloatVectorMath::exp, v -> FloatMath.exp((float) v));
    assertFloats("sigmoid", x, VectorMathTest::sigmoid, v -> FloatMath.sigmoid((float) v));
  }

  private static DoubleVector sigmoid(DoubleVector x) {
    double[] lanes = x.toArray();
    DoubleVectorMath.sigmoid(lanes, 0, lanes, 0, lanes.length);
    return DoubleVector.fromArray(DoubleVectorMath.SPECIES, lanes, 0);
  }

  private static FloatVector sigmoid(FloatVector x) {
    float[] lanes = x.toArray();
    FloatVectorMath.sigmoid(lanes, 0, lanes, 0, lanes.length);
    return FloatVector.fromArray(FloatVectorMath.SPECIES, lanes, 0);
  }
}
