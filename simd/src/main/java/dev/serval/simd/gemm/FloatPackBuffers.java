// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.simd.kernel.FloatColumnKernel;
import dev.serval.simd.kernel.FloatKernel;

/** The memory one thread packs into while it computes its part of a product. */
final class FloatPackBuffers {

  /** Ã: MC strips. */
  final float[] a;

  /** B̃: KC×NC in panels of NR columns, one column, or L segments of one. */
  final float[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final float[] tile;

  /** What {@link FloatColumnKernel} computes at once. */
  final float[] sums = new float[FloatColumnKernel.GROUP * FloatKernel.LANES];

  FloatPackBuffers(BlockSizes blocks, int mr, int nr) {
    a = new float[blocks.mc() * FloatKernel.STRIP];
    b = new float[blocks.nc() / nr * FloatPacking.panelStep(BlockSizes.KC)];
    tile = new float[mr * nr];
  }
}
