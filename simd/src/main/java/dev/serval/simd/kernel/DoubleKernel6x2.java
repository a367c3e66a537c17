// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

// Generated from FloatKernel6x2.java by DoubleFromFloat: change that file, not this one.

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** 6 rows × 2 vectors, for the last rows where there are 32 registers. */
final class DoubleKernel6x2 extends DoubleKernel {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  DoubleKernel6x2() {
    super(6, 2);
  }

  @Override
  public void run(
      int k,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      int rowStride,
      boolean add) {
    DoubleVector c00 = DoubleVector.zero(S);
    DoubleVector c01 = DoubleVector.zero(S);
    DoubleVector c10 = DoubleVector.zero(S);
    DoubleVector c11 = DoubleVector.zero(S);
    DoubleVector c20 = DoubleVector.zero(S);
    DoubleVector c21 = DoubleVector.zero(S);
    DoubleVector c30 = DoubleVector.zero(S);
    DoubleVector c31 = DoubleVector.zero(S);
    DoubleVector c40 = DoubleVector.zero(S);
    DoubleVector c41 = DoubleVector.zero(S);
    DoubleVector c50 = DoubleVector.zero(S);
    DoubleVector c51 = DoubleVector.zero(S);
    int ap = aOffset;
    int bp = bOffset;
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bp);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bp + L);
      DoubleVector ai = DoubleVector.broadcast(S, a[ap]);
      c00 = ai.fma(b0, c00);
      c01 = ai.fma(b1, c01);
      ai = DoubleVector.broadcast(S, a[ap + 1]);
      c10 = ai.fma(b0, c10);
      c11 = ai.fma(b1, c11);
      ai = DoubleVector.broadcast(S, a[ap + 2]);
      c20 = ai.fma(b0, c20);
      c21 = ai.fma(b1, c21);
      ai = DoubleVector.broadcast(S, a[ap + 3]);
      c30 = ai.fma(b0, c30);
      c31 = ai.fma(b1, c31);
      ai = DoubleVector.broadcast(S, a[ap + 4]);
      c40 = ai.fma(b0, c40);
      c41 = ai.fma(b1, c41);
      ai = DoubleVector.broadcast(S, a[ap + 5]);
      c50 = ai.fma(b0, c50);
      c51 = ai.fma(b1, c51);
      ap += 6;
      bp += 2 * L;
    }
    int row = cOffset;
    if (add) {
      DoubleVector.fromArray(S, c, row).add(c00).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c01).intoArray(c, row + L);
      row += rowStride;
      DoubleVector.fromArray(S, c, row).add(c10).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c11).intoArray(c, row + L);
      row += rowStride;
      DoubleVector.fromArray(S, c, row).add(c20).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c21).intoArray(c, row + L);
      row += rowStride;
      DoubleVector.fromArray(S, c, row).add(c30).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c31).intoArray(c, row + L);
      row += rowStride;
      DoubleVector.fromArray(S, c, row).add(c40).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c41).intoArray(c, row + L);
      row += rowStride;
      DoubleVector.fromArray(S, c, row).add(c50).intoArray(c, row);
      DoubleVector.fromArray(S, c, row + L).add(c51).intoArray(c, row + L);
    } else {
      c00.intoArray(c, row);
      c01.intoArray(c, row + L);
      row += rowStride;
      c10.intoArray(c, row);
      c11.intoArray(c, row + L);
      row += rowStride;
      c20.intoArray(c, row);
      c21.intoArray(c, row + L);
      row += rowStride;
      c30.intoArray(c, row);
      c31.intoArray(c, row + L);
      row += rowStride;
      c40.intoArray(c, row);
      c41.intoArray(c, row + L);
      row += rowStride;
      c50.intoArray(c, row);
      c51.intoArray(c, row + L);
    }
  }
}
