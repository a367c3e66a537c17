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
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * {@link FloatVectorMath} and {@link DoubleVectorMath} themselves, on species of every width,
 * against the scalar definitions: also where the loops above them use the scalar form.
 */
class VectorMathTest {

  private static final long SEED = Long.getLong("serval.seed", 5L);

  /** Special arguments that need no scaling either. */
  private static final double[] UNSCALED = {
    Double.NaN, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, Float.MIN_VALUE, -1e-40
  };

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
      String name, double[] x, double[] y, DoubleUnaryOperator definition) {
    for (int j = 0; j < x.length; j++) {
      double expected = definition.applyAsDouble(x[j]);
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
    double[] y = new double[x.length];
    DoubleVectorMath.expMinusAbs(x, 0, y, 0, x.length);
    assertDoubles("exp of -abs", x, y, v -> DoubleMath.exp(-Math.abs(v)));
    DoubleVectorMath.sigmoid(x, 0, y, 0, x.length, -0.0);
    assertDoubles("sigmoid", x, y, DoubleMath::sigmoid);
    double[] t = arguments(Elementary.log1p().x());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int j = 0; j < t.length; j++) {
      // log1pUnit is defined on [0, 1] and NaN; e^−|x| is how its arguments come about.
      t[j] = t[j] >= 0 && t[j] <= 1 ? t[j] : DoubleMath.exp(-Math.abs(t[j]));
      t[j] = random.nextInt(3) == 0 ? random.nextDouble() : t[j];
    }
    double[] log = t.clone();
    DoubleVectorMath.log1pUnit(log, 0, t.length);
    assertDoubles("log1p", t, log, DoubleMath::log1pUnit);
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
    assertSigmoid(x, -0f);
  }

  /** Most vectors of the tests above hold an argument that needs scaling; few of these do. */
  @Test
  void ordinaryArgumentsHaveTheScalarBits() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] x = new double[1 << 20];
    float[] floats = new float[x.length];
    for (int j = 0; j < x.length; j++) {
      double scale = j < x.length / 2 ? 10 : 1;
      x[j] = scale * (140.1 * random.nextDouble() - 70.05);
      floats[j] = (float) (scale * (16.01 * random.nextDouble() - 8.005));
      if (random.nextInt(100) == 0) {
        x[j] = UNSCALED[random.nextInt(UNSCALED.length)];
        floats[j] = (float) UNSCALED[random.nextInt(UNSCALED.length)];
      }
    }
    double[] y = new double[x.length];
    DoubleVectorMath.sigmoid(x, 0, y, 0, x.length, -0.0);
    assertDoubles("sigmoid", x, y, DoubleMath::sigmoid);
    double bias = 0.1;
    DoubleVectorMath.sigmoid(x, 0, y, 0, x.length, bias);
    assertDoubles("sigmoid and bias", x, y, v -> DoubleMath.sigmoid(v + bias));
    assertSigmoid(floats, 0.1f);
    assertSigmoid(floats, -0f);
  }

  private static void assertSigmoid(float[] x, float bias) {
    float[] y = new float[x.length];
    FloatVectorMath.sigmoid(x, 0, y, 0, x.length, bias);
    for (int j = 0; j < x.length; j++) {
      float expected = FloatMath.sigmoid(x[j] + bias);
      if (!Bits.same(expected, y[j])) {
        fail(
            "sigmoid(%s): expected %s but got %s; reproduce with -Dserval.seed=%d"
                .formatted(x[j], expected, y[j], SEED));
      }
    }
  }
}
