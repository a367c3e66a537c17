// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.simd.kernel.FloatColumnKernel;

/** The memory one thread packs into while it computes its part of a product. */
final class FloatPackBuffers {

  /** Ã: MC×KC in panels of MR rows, or a few segments of one panel, and what is read beyond it. */
  final float[] a;

  /** B̃: KC×NC in panels of NR columns, or a few segments of one column. */
  final float[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final float[] tile;

  FloatPackBuffers(BlockSizes blocks, int mr, int nr) {
    a =
        new float
            [Math.max(blocks.mc(), FloatColumnKernel.SEGMENTS * mr) * BlockSizes.KC
                + FloatColumnKernel.ROWS];
    b = new float[Math.max(blocks.nc(), FloatColumnKernel.SEGMENTS) * BlockSizes.KC];
    tile = new float[mr * nr];
  }
}
