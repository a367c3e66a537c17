// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.roofline;

import dev.serval.core.matrix.ElementType;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Independent chains c := x·y + c of fused multiply-adds, in registers throughout. Twelve chains:
 * x86 cores start at most 2 vector FMAs per cycle, each takes 4 cycles (Intel before Skylake: 5),
 * so 8 to 10 must be under way; and with x and y twelve still fit the 16 registers of AVX2. An Arm
 * core with four pipes would want 16 chains: there this peak is too low, and a share of it too
 * high.
 */
final class FmaLoop {

  private static final int CHAINS = 12;

  /** Trips of the loop: some microseconds, against which the call and the stores vanish. */
  private static final int TRIPS = 2000;

  /** Sums stay far from overflow: TRIPS·START². */
  private static final double START = 0.5;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private final ElementType type;
  private final float[] floats = new float[(CHAINS + 2) * FLOATS.length()];
  private final double[] doubles = new double[(CHAINS + 2) * DOUBLES.length()];

  FmaLoop(ElementType type) {
    this.type = type;
    Arrays.fill(floats, (float) START);
    Arrays.fill(doubles, START);
  }

  /** Runs the chains; the sums are stored, so that no compiler can leave them out. */
  void run() {
    switch (type) {
      case FLOAT32 -> floats(floats);
      case FLOAT64 -> doubles(doubles);
    }
  }

  /**
   * Requires that every lane of every chain was added up in the last run.
   *
   * @throws IllegalStateException if work was left out
   */
  void requireRight() {
    double expected = TRIPS * START * START;
    for (int lane = 0; lane < CHAINS * lanes(); lane++) {
      double sum =
          switch (type) {
            case FLOAT32 -> floats[2 * lanes() + lane];
            case FLOAT64 -> doubles[2 * lanes() + lane];
          };
      if (sum != expected) {
        throw new IllegalStateException(
            "FMA peak: lane %d ended at %s and must end at %s".formatted(lane, sum, expected));
      }
    }
  }

  /** Returns the operations of one run, two for each lane of each fused multiply-add. */
  double flops() {
    return 2.0 * CHAINS * lanes() * TRIPS;
  }

  private int lanes() {
    return switch (type) {
      case FLOAT32 -> FLOATS.length();
      case FLOAT64 -> DOUBLES.length();
    };
  }

  // Named locals, not an array: a vector in an array is an object, and would not stay in a
  // register.
  private static void floats(float[] memory) {
    FloatVector x = FloatVector.fromArray(FLOATS, memory, 0);
    FloatVector y = FloatVector.fromArray(FLOATS, memory, FLOATS.length());
    FloatVector c00 = FloatVector.zero(FLOATS);
    FloatVector c01 = FloatVector.zero(FLOATS);
    FloatVector c02 = FloatVector.zero(FLOATS);
    FloatVector c03 = FloatVector.zero(FLOATS);
    FloatVector c04 = FloatVector.zero(FLOATS);
    FloatVector c05 = FloatVector.zero(FLOATS);
    FloatVector c06 = FloatVector.zero(FLOATS);
    FloatVector c07 = FloatVector.zero(FLOATS);
    FloatVector c08 = FloatVector.zero(FLOATS);
    FloatVector c09 = FloatVector.zero(FLOATS);
    FloatVector c10 = FloatVector.zero(FLOATS);
    FloatVector c11 = FloatVector.zero(FLOATS);
    for (int trip = 0; trip < TRIPS; trip++) {
      c00 = x.fma(y, c00);
      c01 = x.fma(y, c01);
      c02 = x.fma(y, c02);
      c03 = x.fma(y, c03);
      c04 = x.fma(y, c04);
      c05 = x.fma(y, c05);
      c06 = x.fma(y, c06);
      c07 = x.fma(y, c07);
      c08 = x.fma(y, c08);
      c09 = x.fma(y, c09);
      c10 = x.fma(y, c10);
      c11 = x.fma(y, c11);
    }
    c00.intoArray(memory, 2 * FLOATS.length());
    c01.intoArray(memory, 3 * FLOATS.length());
    c02.intoArray(memory, 4 * FLOATS.length());
    c03.intoArray(memory, 5 * FLOATS.length());
    c04.intoArray(memory, 6 * FLOATS.length());
    c05.intoArray(memory, 7 * FLOATS.length());
    c06.intoArray(memory, 8 * FLOATS.length());
    c07.intoArray(memory, 9 * FLOATS.length());
    c08.intoArray(memory, 10 * FLOATS.length());
    c09.intoArray(memory, 11 * FLOATS.length());
    c10.intoArray(memory, 12 * FLOATS.length());
    c11.intoArray(memory, 13 * FLOATS.length());
  }

  private static void doubles(double[] memory) {
    DoubleVector x = DoubleVector.fromArray(DOUBLES, memory, 0);
    DoubleVector y = DoubleVector.fromArray(DOUBLES, memory, DOUBLES.length());
    DoubleVector c00 = DoubleVector.zero(DOUBLES);
    DoubleVector c01 = DoubleVector.zero(DOUBLES);
    DoubleVector c02 = DoubleVector.zero(DOUBLES);
    DoubleVector c03 = DoubleVector.zero(DOUBLES);
    DoubleVector c04 = DoubleVector.zero(DOUBLES);
    DoubleVector c05 = DoubleVector.zero(DOUBLES);
    DoubleVector c06 = DoubleVector.zero(DOUBLES);
    DoubleVector c07 = DoubleVector.zero(DOUBLES);
    DoubleVector c08 = DoubleVector.zero(DOUBLES);
    DoubleVector c09 = DoubleVector.zero(DOUBLES);
    DoubleVector c10 = DoubleVector.zero(DOUBLES);
    DoubleVector c11 = DoubleVector.zero(DOUBLES);
    for (int trip = 0; trip < TRIPS; trip++) {
      c00 = x.fma(y, c00);
      c01 = x.fma(y, c01);
      c02 = x.fma(y, c02);
      c03 = x.fma(y, c03);
      c04 = x.fma(y, c04);
      c05 = x.fma(y, c05);
      c06 = x.fma(y, c06);
      c07 = x.fma(y, c07);
      c08 = x.fma(y, c08);
      c09 = x.fma(y, c09);
      c10 = x.fma(y, c10);
      c11 = x.fma(y, c11);
    }
    c00.intoArray(memory, 2 * DOUBLES.length());
    c01.intoArray(memory, 3 * DOUBLES.length());
    c02.intoArray(memory, 4 * DOUBLES.length());
    c03.intoArray(memory, 5 * DOUBLES.length());
    c04.intoArray(memory, 6 * DOUBLES.length());
    c05.intoArray(memory, 7 * DOUBLES.length());
    c06.intoArray(memory, 8 * DOUBLES.length());
    c07.intoArray(memory, 9 * DOUBLES.length());
    c08.intoArray(memory, 10 * DOUBLES.length());
    c09.intoArray(memory, 11 * DOUBLES.length());
    c10.intoArray(memory, 12 * DOUBLES.length());
    c11.intoArray(memory, 13 * DOUBLES.length());
  }
}
