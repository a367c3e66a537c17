// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import dev.serval.simd.gemm.GemmPlan.Access;
import org.junit.jupiter.api.Test;

class GemmPlanTest {

  private static GemmPlan plan(int m, int n, int k, int threads) {
    return plan(m, n, k, threads, true);
  }

  private static GemmPlan plan(int m, int n, int k, int threads, boolean rowMajor) {
    return GemmPlan.ofTiles(
        ElementType.FLOAT32,
        m,
        n,
        k,
        false,
        rowMajor,
        12,
        32,
        new BlockSizes(48, 512),
        GemmPlan.parts(m, n, k, threads, GemmPlan.FLOPS_PER_THREAD),
        Access.PACKED,
        Access.PREPARED);
  }

  @Test
  void aPlanPrintsItself() {
    assertEquals(
        "gemm float32 20×209×12288: tiles up to 12×32, MC 48, NC 512, A packed, B prepared, in 2"
            + " parts by rows",
        plan(20, 209, 12288, 2).toString());
  }

  @Test
  void equalProductsHaveEqualPlans() {
    assertEquals(plan(20, 209, 12288, 2), plan(20, 209, 12288, 2));
  }

  @Test
  void smallProductsStayOnTheCallersThread() {
    assertEquals(1, plan(7, 209, 20, 7).parts());
    assertEquals(1, plan(0, 0, 0, 7).parts());
  }

  @Test
  void largeProductsUseAllThreadsAndSplitOneWayOnly() {
    GemmPlan square = plan(512, 512, 512, 7);
    assertEquals(7, square.parts());
    assertTrue(square.rows().parts() == 1 || square.columns().parts() == 1);
    assertEquals(7, plan(20, 12288, 209, 7).columns().parts());
    assertEquals(7, plan(12288, 20, 209, 7).rows().parts());
  }

  @Test
  void whatLiesTogetherInCIsNotSplit() {
    // For threads that share no cache lines, both ways are the same work.
    assertEquals(2, plan(512, 512, 784, 2, true).rows().parts());
    assertEquals(2, plan(512, 512, 784, 2, false).columns().parts());
  }

  @Test
  void blocksAreMultiplesOfTheTileAndFitTheCache() {
    for (int l2 : new int[] {1, 256 << 10, 1 << 20, 64 << 20}) {
      for (int mr : new int[] {5, 12}) {
        BlockSizes blocks = BlockSizes.of(mr, 32, Float.BYTES, l2);
        assertEquals(0, blocks.mc() % mr);
        assertEquals(0, blocks.mc() % 8);
        assertEquals(0, blocks.nc() % 32);
        assertTrue(blocks.nc() >= 32);
        long bytes = (long) blocks.nc() * BlockSizes.KC * Float.BYTES;
        assertTrue(l2 == 1 || bytes <= l2 / 2, blocks + " in " + l2);
      }
    }
  }
}
