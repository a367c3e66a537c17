// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPackBuffers.java by DoubleFromFloat: change that file, not this one.

import dev.serval.simd.kernel.DoubleColumnKernel;

/** The memory one thread packs into while it computes its part of a product. */
final class DoublePackBuffers {

  /** Ã: MC×KC in panels of MR rows, or a few segments of one panel, and what is read beyond it. */
  final double[] a;

  /** B̃: KC×NC in panels of NR columns, or a few segments of one column. */
  final double[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final double[] tile;

  DoublePackBuffers(BlockSizes blocks, int mr, int nr) {
    a =
        new double
            [Math.max(blocks.mc(), DoubleColumnKernel.SEGMENTS * mr) * BlockSizes.KC
                + DoubleColumnKernel.ROWS];
    b = new double[Math.max(blocks.nc(), DoubleColumnKernel.SEGMENTS) * BlockSizes.KC];
    tile = new double[mr * nr];
  }
}
