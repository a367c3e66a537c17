// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** 6 rows × 2 vectors, for the last rows where there are 32 registers. */
final class FloatKernel6x2 extends FloatKernel {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  FloatKernel6x2() {
    super(6, 2);
  }

  @Override
  public void run(
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int rowStride,
      boolean add) {
    FloatVector c00 = FloatVector.zero(S);
    FloatVector c01 = FloatVector.zero(S);
    FloatVector c10 = FloatVector.zero(S);
    FloatVector c11 = FloatVector.zero(S);
    FloatVector c20 = FloatVector.zero(S);
    FloatVector c21 = FloatVector.zero(S);
    FloatVector c30 = FloatVector.zero(S);
    FloatVector c31 = FloatVector.zero(S);
    FloatVector c40 = FloatVector.zero(S);
    FloatVector c41 = FloatVector.zero(S);
    FloatVector c50 = FloatVector.zero(S);
    FloatVector c51 = FloatVector.zero(S);
    int ap = aOffset;
    int bp = bOffset;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bp);
      FloatVector b1 = FloatVector.fromArray(S, b, bp + L);
      FloatVector ai = FloatVector.broadcast(S, a[ap]);
      c00 = ai.fma(b0, c00);
      c01 = ai.fma(b1, c01);
      ai = FloatVector.broadcast(S, a[ap + 1]);
      c10 = ai.fma(b0, c10);
      c11 = ai.fma(b1, c11);
      ai = FloatVector.broadcast(S, a[ap + 2]);
      c20 = ai.fma(b0, c20);
      c21 = ai.fma(b1, c21);
      ai = FloatVector.broadcast(S, a[ap + 3]);
      c30 = ai.fma(b0, c30);
      c31 = ai.fma(b1, c31);
      ai = FloatVector.broadcast(S, a[ap + 4]);
      c40 = ai.fma(b0, c40);
      c41 = ai.fma(b1, c41);
      ai = FloatVector.broadcast(S, a[ap + 5]);
      c50 = ai.fma(b0, c50);
      c51 = ai.fma(b1, c51);
      ap += 6;
      bp += 2 * L;
    }
    int row = cOffset;
    if (add) {
      FloatVector.fromArray(S, c, row).add(c00).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c01).intoArray(c, row + L);
      row += rowStride;
      FloatVector.fromArray(S, c, row).add(c10).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c11).intoArray(c, row + L);
      row += rowStride;
      FloatVector.fromArray(S, c, row).add(c20).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c21).intoArray(c, row + L);
      row += rowStride;
      FloatVector.fromArray(S, c, row).add(c30).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c31).intoArray(c, row + L);
      row += rowStride;
      FloatVector.fromArray(S, c, row).add(c40).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c41).intoArray(c, row + L);
      row += rowStride;
      FloatVector.fromArray(S, c, row).add(c50).intoArray(c, row);
      FloatVector.fromArray(S, c, row + L).add(c51).intoArray(c, row + L);
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
