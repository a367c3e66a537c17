// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

// Generated from FloatPackBuffers.java by DoubleFromFloat: change that file, not this one.

/** The memory one thread packs into while it computes its part of a product. */
final class DoublePackBuffers {

  /** Ã: MC×KC in panels of MR rows. */
  final double[] a;

  /** B̃: KC×NC in panels of NR columns. */
  final double[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final double[] tile;

  DoublePackBuffers(BlockSizes blocks, int mr, int nr) {
    a = new double[blocks.mc() * BlockSizes.KC];
    b = new double[blocks.nc() * BlockSizes.KC];
    tile = new double[mr * nr];
  }
}
