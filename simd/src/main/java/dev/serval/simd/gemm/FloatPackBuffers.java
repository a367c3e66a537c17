// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

/** The memory one thread packs into while it computes its part of a product. */
final class FloatPackBuffers {

  /** Ã: MC×KC in panels of MR rows. */
  final float[] a;

  /** B̃: KC×NC in panels of NR columns. */
  final float[] b;

  /** One tile, MR×NR, row-major: where edge tiles are computed. */
  final float[] tile;

  FloatPackBuffers(BlockSizes blocks, int mr, int nr) {
    a = new float[blocks.mc() * BlockSizes.KC];
    b = new float[blocks.nc() * BlockSizes.KC];
    tile = new float[mr * nr];
  }
}
