// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link NumpyRandom} against NumPy 1.24.2, ten seeds. */
class NumpyRandomTest {

  /** Digits may differ by this much where NumPy's own logarithm is not correctly rounded. */
  private static final double NUMPY_MAX_ULP = 3;

  /** At least this part of NumPy's normal numbers has the same bits. */
  private static final double NUMPY_EQUAL_SHARE = 0.999;

  private static final int INPUTS = 12288;

  static List<LegacyGolden> goldens() {
    List<LegacyGolden> goldens = LegacyGolden.all();
    assertEquals(10, goldens.size());
    return goldens;
  }

  private static NumpyRandom start(LegacyGolden golden) {
    return new NumpyRandom(golden.seed());
  }

  private static double[] normals(NumpyRandom random, int count) {
    double[] values = new double[count];
    random.fillNormal(values);
    return values;
  }

  private static double[] uniforms(NumpyRandom random, int count) {
    double[] values = new double[count];
    random.fillUniform(values);
    return values;
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void seedingFillsTheStateAsNumpyDoes(LegacyGolden golden) {
    MersenneTwister twister = start(golden).twister();
    long[] first = golden.longs("key_first4");
    for (int i = 0; i < first.length; i++) {
      assertEquals(first[i], Integer.toUnsignedLong(twister.word(i)));
    }
    long[] last = golden.longs("key_last2");
    for (int i = 0; i < last.length; i++) {
      assertEquals(last[i], Integer.toUnsignedLong(twister.word(MersenneTwister.WORDS - 2 + i)));
    }
    assertEquals(MersenneTwister.WORDS, twister.position());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void bitsEqualNumpysAcrossRenewalsOfTheState(LegacyGolden golden) {
    NumpyRandom random = start(golden);
    long[] drawn = new long[1249];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextU32();
    }
    assertArrayEquals(golden.longs("u32_first_10"), Arrays.copyOf(drawn, 10));
    long[] at = {drawn[623], drawn[624], drawn[625], drawn[1247], drawn[1248]};
    assertArrayEquals(golden.longs("u32_at_623_624_625_1247_1248"), at);
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void uniformNumbersEqualNumpys(LegacyGolden golden) {
    assertArrayEquals(golden.doubles("rand_8"), uniforms(start(golden), 8));
    double[] million = uniforms(start(golden), 1_000_000);
    assertEquals(golden.doubles("rand_1000000_last")[0], million[999_999]);
    assertEquals(golden.digest("rand_1000000_sha256"), LegacyGolden.sha256(million));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void firstNormalNumbersEqualNumpys(LegacyGolden golden) {
    assertArrayEquals(golden.doubles("randn_9"), normals(start(golden), 9));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void keptNormalSurvivesUniformDraws(LegacyGolden golden) {
    NumpyRandom random = start(golden);
    assertArrayEquals(golden.doubles("mixed_randn3"), normals(random, 3));
    assertArrayEquals(golden.doubles("mixed_rand2"), uniforms(random, 2));
    assertArrayEquals(golden.doubles("mixed_randn4"), normals(random, 4));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void manyNormalNumbersAreTheCorrectlyRoundedOnes(LegacyGolden golden) {
    double[] million = normals(start(golden), 1_000_000);
    double[] layer = Arrays.copyOf(million, 7 * INPUTS);
    assertEquals(golden.digest("rounded_sha256"), LegacyGolden.sha256(layer));
    assertEquals(golden.digest("rounded_1000000_sha256"), LegacyGolden.sha256(million));
    double last = golden.doubles("randn_1000000_last")[0];
    assertEquals(last, million[999_999], NUMPY_MAX_ULP * Math.ulp(last));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void numpysOwnNormalNumbersAreThreeUlpAwayAtMostAndMostlyEqual(LegacyGolden golden) {
    double[] values = normals(start(golden), 20 * INPUTS);
    int[] at = golden.ints("differs_at");
    double[] numpy = golden.doubles("numpy_there");
    for (int i = 0; i < at.length; i++) {
      double distance = Math.abs(values[at[i]] - numpy[i]);
      assertTrue(distance > 0 && distance <= NUMPY_MAX_ULP * Math.ulp(numpy[i]), "index " + at[i]);
      values[at[i]] = numpy[i];
    }
    assertTrue(at.length <= (1 - NUMPY_EQUAL_SHARE) * values.length, at.length + " differ");

    // With these replaced, every number is NumPy's: its digests prove it, scaled both ways too.
    double[] layer = Arrays.copyOf(values, 7 * INPUTS);
    assertEquals(golden.digest("randn_7x12288_sha256"), LegacyGolden.sha256(layer));
    assertArrayEquals(
        golden.doubles("randn_7x12288_last_4"),
        Arrays.copyOfRange(layer, layer.length - 4, layer.length));
    double[] small = Arrays.stream(layer).map(x -> x * 0.01).toArray();
    assertEquals(golden.digest("times_0.01_sha256"), LegacyGolden.sha256(small));
    double[] scaled = Arrays.stream(values).map(x -> x / Math.sqrt(INPUTS)).toArray();
    assertEquals(golden.digest("over_sqrt_sha256"), LegacyGolden.sha256(scaled));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void permutationsEqualNumpys(LegacyGolden golden) {
    assertArrayEquals(golden.ints("permutation_10"), start(golden).permutation(10));
    assertArrayEquals(golden.ints("permutation_209"), start(golden).permutation(209));
    NumpyRandom random = start(golden);
    int[] three = new int[15];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(random.permutation(5), 0, three, 5 * i, 5);
    }
    assertArrayEquals(golden.ints("permutation_5_three_times"), three);
    assertEquals(
        golden.digest("permutation_100000_sha256"),
        LegacyGolden.sha256(start(golden).permutation(100_000)));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void wholeNumbersEqualNumpys(LegacyGolden golden) {
    NumpyRandom random = start(golden);
    int[] drawn = new int[10];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.randint(0, 2);
    }
    assertArrayEquals(golden.ints("randint_0_2_size_10"), drawn);
  }

  @Test
  void wholeNumbersCoverTheirRangeAndNothingElse() {
    NumpyRandom random = new NumpyRandom(1);
    int[] counts = new int[5];
    for (int i = 0; i < 1000; i++) {
      counts[random.randint(-2, 3) + 2]++;
    }
    for (int count : counts) {
      assertTrue(count > 100, Arrays.toString(counts));
    }
    int drawn = random.randint(Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertTrue(drawn < Integer.MAX_VALUE);
  }

  @Test
  void rangeOfOneNumberDrawsNothing() {
    NumpyRandom random = new NumpyRandom(1);
    assertEquals(7, random.randint(7, 8));
    assertArrayEquals(new int[0], random.permutation(0));
    assertArrayEquals(new int[] {0}, random.permutation(1));
    assertEquals(new NumpyRandom(1).nextU32(), random.nextU32());
  }

  @Test
  void matricesAreFilledRowByRowWhateverTheirStrides() {
    double[] normals = normals(new NumpyRandom(3), 6);
    DoubleMatrix transposed = DoubleMatrix.of(new double[6], 0, 2, 3, 1, 2);
    new NumpyRandom(3).fillNormal(transposed);
    assertArrayEquals(Arrays.copyOf(normals, 3), transposed.toArray()[0]);
    assertArrayEquals(Arrays.copyOfRange(normals, 3, 6), transposed.toArray()[1]);

    double[] uniforms = uniforms(new NumpyRandom(3), 6);
    new NumpyRandom(3).fillUniform(transposed);
    assertArrayEquals(Arrays.copyOf(uniforms, 3), transposed.toArray()[0]);
  }

  @Test
  void floatMatricesGetTheDoublesRoundedOnce() {
    double[] normals = normals(new NumpyRandom(3), 6);
    FloatMatrix floats = FloatMatrix.of(new float[6], 2, 3);
    new NumpyRandom(3).fillNormal(floats);
    for (int i = 0; i < 6; i++) {
      assertEquals((float) normals[i], floats.array()[i]);
    }
  }

  @Test
  void generatorsDoNotShareState() {
    NumpyRandom one = new NumpyRandom(1);
    double first = one.randn();
    NumpyRandom two = new NumpyRandom(1);
    one.randn();
    assertEquals(first, two.randn());
  }

  @Test
  void badArgumentsAreNamed() {
    assertRefused(
        "seed: -1; must be between 0 and 4294967295 (2^32 − 1)", () -> new NumpyRandom(-1));
    assertRefused(
        "seed: 4294967296; must be between 0 and 4294967295 (2^32 − 1)",
        () -> new NumpyRandom(NumpyRandom.MAX_SEED + 1));
    NumpyRandom random = new NumpyRandom(1);
    assertRefused("permutation: n is -1; must not be negative", () -> random.permutation(-1));
    assertRefused(
        "randint: low is 3 and high is 3; low must be less than high", () -> random.randint(3, 3));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
