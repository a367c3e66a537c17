// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPackBuffers.java by DoubleFromFloat: change that file, not this one.

import dev.serval.simd.kernel.DoubleColumnKernel;
import dev.serval.simd.kernel.DoubleKernel;

/** The memory one thread packs into while it computes its part of a product. */
final class DoublePackBuffers {

  /** Ã: MC strips. */
  final double[] a;

  /** B̃: KC×NC in panels of NR columns, one column, or L segments of one. */
  final double[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final double[] tile;

  /** What {@link DoubleColumnKernel} computes at once. */
  final double[] sums = new double[DoubleColumnKernel.GROUP * DoubleKernel.LANES];

  DoublePackBuffers(BlockSizes blocks, int mr, int nr) {
    a = new double[blocks.mc() * DoubleKernel.STRIP];
    b = new double[blocks.nc() / nr * DoublePacking.panelStep(BlockSizes.KC)];
    tile = new double[mr * nr];
  }
}
