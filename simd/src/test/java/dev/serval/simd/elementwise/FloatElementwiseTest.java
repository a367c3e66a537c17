// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.serval.core.math.FloatMath;
import dev.serval.core.math.PinnedSum;
import dev.serval.testing.Bits;
import dev.serval.testing.Elementary;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FloatElementwise} against the scalar definitions, bit by bit. */
class FloatElementwiseTest {

  private static final long SEED = Long.getLong("serval.seed", 20260L);
  private static final String REPEAT = "; reproduce with -Dserval.seed=" + SEED;
  private static final int GUARD = 40;
  private static final float CANARY = -77.25f;

  /** out[outOffset + j] := f(x[xOffset + j], y[yOffset + j], b). */
  interface Run {
    void on(float[] x, int xOffset, float[] y, int yOffset, float[] out, int outOffset, int n);
  }

  interface Definition {
    float of(float x, float y);
  }

  record Operation(String name, Run run, Definition definition) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static float relu(float z) {
    return z <= 0 ? 0f : z;
  }

  /** Where the operation works in place, x is copied into the output first. */
  private static Operation inPlace(String name, Run run, Definition definition) {
    return new Operation(
        name,
        (x, xOffset, y, yOffset, out, outOffset, n) -> {
          System.arraycopy(x, xOffset, out, outOffset, n);
          run.on(out, outOffset, y, yOffset, out, outOffset, n);
        },
        definition);
  }

  static Stream<Operation> operations() {
    float b = -0.375f;
    return Stream.of(
        inPlace(
            "bias",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.bias(out, o, n, b),
            (x, y) -> x + b),
        inPlace(
            "add",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.add(out, o, y, yo, n),
            (x, y) -> y + x),
        inPlace(
            "biasRelu",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.biasRelu(out, o, n, b),
            (x, y) -> relu(x + b)),
        inPlace(
            "biasSigmoid",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.biasSigmoid(out, o, n, b),
            (x, y) -> FloatMath.sigmoid(x + b)),
        inPlace(
            "scale",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.scale(out, o, n, b),
            (x, y) -> x * b),
        inPlace(
            "reluMask",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.reluMask(out, o, y, yo, n),
            (x, y) -> y <= 0 ? 0f : x),
        inPlace(
            "axpy",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.axpy(b, y, yo, out, o, n),
            (x, y) -> Math.fma(b, y, x)),
        new Operation(
            "sigmoid",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.sigmoid(x, xo, out, o, n),
            (x, y) -> FloatMath.sigmoid(x)),
        new Operation(
            "relu",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.relu(x, xo, out, o, n),
            (x, y) -> relu(x)),
        new Operation(
            "sigmoidBackward",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.sigmoidBackward(x, xo, y, yo, out, o, n),
            (x, y) -> (x * FloatMath.sigmoid(y)) * (1f - FloatMath.sigmoid(y))),
        new Operation(
            "reluBackward",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.reluBackward(x, xo, y, yo, out, o, n),
            (x, y) -> y <= 0 ? 0f : x),
        new Operation(
            "subtract",
            (x, xo, y, yo, out, o, n) -> FloatElementwise.subtract(x, xo, y, yo, out, o, n),
            (x, y) -> x - y));
  }

  private static float[] fenced(SplittableRandom random, int offset, int n) {
    float[] array = new float[offset + n + GUARD];
    Arrays.fill(array, Float.NaN);
    float[] special = Elementary.specialFloats();
    for (int j = 0; j < n; j++) {
      array[offset + j] =
          random.nextInt(5) == 0
              ? special[random.nextInt(special.length)]
              : Elementary.anyFloat(random);
    }
    return array;
  }

  private static void assertRun(Operation operation, float[] x, int xo, float[] y, int yo, int n) {
    int o = (xo + 3 * yo) % 18;
    float[] out = new float[o + n + GUARD];
    Arrays.fill(out, CANARY);
    float[] xBefore = x.clone();
    float[] yBefore = y.clone();
    operation.run().on(x, xo, y, yo, out, o, n);
    for (int j = 0; j < n; j++) {
      float expected = operation.definition().of(x[xo + j], y[yo + j]);
      if (!Bits.same(expected, out[o + j])) {
        fail(
            "element %d of %d of (%s, %s): expected %s but got %s"
                    .formatted(j, n, x[xo + j], y[yo + j], expected, out[o + j])
                + REPEAT);
      }
    }
    for (int i = 0; i < out.length; i++) {
      if ((i < o || i >= o + n) && !Bits.same(CANARY, out[i])) {
        fail("wrote " + out[i] + " at " + (i - o) + " of " + n + REPEAT);
      }
    }
    assertTrue(Arrays.equals(xBefore, x) && Arrays.equals(yBefore, y), "an input was written");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyLengthAndOffsetHasTheScalarBitsAndTouchesNothingElse(Operation operation) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int n = 0; n <= 70; n++) {
      for (int offset = 0; offset <= 17; offset++) {
        int other = random.nextInt(18);
        assertRun(operation, fenced(random, offset, n), offset, fenced(random, other, n), other, n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aMillionRandomBitPatternsHaveTheScalarBits(Operation operation) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int chunk = 0; chunk < 250; chunk++) {
      assertRun(operation, fenced(random, 1, 4001), 1, fenced(random, 0, 4001), 0, 4001);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theOutputMayBeTheFirstInput(Operation operation) {
    SplittableRandom random = new SplittableRandom(SEED + 2);
    float[] x = fenced(random, 5, 67);
    float[] y = fenced(random, 2, 67);
    float[] expected = x.clone();
    for (int j = 0; j < 67; j++) {
      expected[5 + j] = operation.definition().of(x[5 + j], y[2 + j]);
    }
    operation.run().on(x, 5, y, 2, x, 5, 67);
    assertTrue(Arrays.equals(expected, x), "in place" + REPEAT);
  }

  @Test
  void theOutputMayBeTheSecondInput() {
    SplittableRandom random = new SplittableRandom(SEED + 3);
    operations()
        .filter(operation -> operation.name().matches("sigmoidBackward|reluBackward|subtract"))
        .forEach(
            operation -> {
              float[] x = fenced(random, 1, 67);
              float[] y = fenced(random, 4, 67);
              float[] expected = y.clone();
              for (int j = 0; j < 67; j++) {
                expected[4 + j] = operation.definition().of(x[1 + j], y[4 + j]);
              }
              operation.run().on(x, 1, y, 4, y, 4, 67);
              assertTrue(Arrays.equals(expected, y), operation + REPEAT);
            });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void specialValuesInEveryLaneHaveTheScalarBits(Operation operation) {
    float[] special = Elementary.specialFloats();
    float[] x = new float[special.length * special.length];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = special[i % special.length];
      y[i] = special[i / special.length];
    }
    for (int shift = 0; shift < 16; shift++) {
      assertRun(operation, x, shift, y, shift, x.length - shift);
    }
  }

  @Test
  void sigmoidOfTheGoldenPointsHasTheScalarBits() {
    double[] golden = Elementary.sigmoid().x();
    float[] x = new float[golden.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) golden[i];
    }
    assertRun(
        operations().filter(o -> o.name().equals("sigmoid")).findAny().orElseThrow(),
        x,
        0,
        x,
        0,
        x.length);
  }

  @Test
  void rowSumKeepsThePinnedOrder() {
    SplittableRandom random = new SplittableRandom(SEED + 4);
    float[] stripes = new float[PinnedSum.STRIPES];
    for (int n = 0; n <= 400; n++) {
      int offset = n % 18;
      float[] x = new float[offset + n + GUARD];
      Arrays.fill(x, Float.NaN);
      for (int j = 0; j < n; j++) {
        x[offset + j] = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(20)));
      }
      float expected = PinnedSum.sum(x, offset, 1, n, new float[PinnedSum.STRIPES]);
      Arrays.fill(stripes, Float.NaN);
      float actual = FloatElementwise.rowSum(x, offset, n, stripes);
      assertTrue(
          Bits.same(expected, actual), n + ": expected " + expected + ", got " + actual + REPEAT);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRunBeyondItsArrayIsRefused(Operation operation) {
    float[] x = new float[64];
    float[] y = new float[63];
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> operation.run().on(x, 0, y, 0, y, 0, 64),
        "beyond the end");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nothingIsAllocatedOnceCompiled(Operation operation) {
    float[] x = new float[333];
    float[] y = new float[333];
    float[] out = new float[333];
    Allocation.assertNone(() -> operation.run().on(x, 1, y, 2, out, 3, 330));
  }

  @Test
  void rowSumAllocatesNothingOnceCompiled() {
    float[] x = new float[333];
    float[] stripes = new float[PinnedSum.STRIPES];
    Allocation.assertNone(() -> assertEquals(0f, FloatElementwise.rowSum(x, 1, 330, stripes)));
  }
}
