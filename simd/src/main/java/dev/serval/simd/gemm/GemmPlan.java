// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.gemm;

import dev.serval.core.matrix.ElementType;
import dev.serval.simd.exec.Partition;
import java.util.Locale;

/**
 * How one product will be computed; decided once, changes no bit of the result.
 *
 * @param type element type
 * @param m rows of C as computed, after a transposition if there is one
 * @param n columns of C as computed
 * @param k length of the sums
 * @param transposed whether Cᵀ = Bᵀ·Aᵀ is computed instead, because C lies column by column or
 *     because its columns are too few for the lanes
 * @param mr rows of the tile
 * @param nr columns of the tile
 * @param blocks cache blocks
 * @param rows how the rows of C are split over threads
 * @param columns how the columns of C are split over threads; one of the two splits is into one
 *     part
 * @param aPrepared whether A comes packed
 * @param bPrepared whether B comes packed
 */
public record GemmPlan(
    ElementType type,
    int m,
    int n,
    int k,
    boolean transposed,
    int mr,
    int nr,
    BlockSizes blocks,
    Partition rows,
    Partition columns,
    boolean aPrepared,
    boolean bPrepared) {

  /**
   * Columns up to which A, if it comes packed, is rather read once per column than multiplied by
   * whole vectors of columns that are mostly padding: a tile needs a quarter of its full work at 4
   * of 16 lanes.
   */
  private static final int FEW_COLUMNS = 4;

  /**
   * Operations that a thread must have to itself before waking it pays: at some 10–100 GFLOP/s,
   * 10–100 µs of work against the few µs of a hand-over.
   */
  public static final double FLOPS_PER_THREAD = 1e6;

  /**
   * Plans a product.
   *
   * @param type element type
   * @param m rows of C as computed
   * @param n columns of C as computed
   * @param k length of the sums
   * @param transposed whether these are the sizes of Cᵀ
   * @param mr rows of the tile
   * @param nr columns of the tile
   * @param blocks cache blocks
   * @param threads how many threads there are
   * @param flopsPerThread operations that make waking a thread worth while
   * @param aPrepared whether A comes packed
   * @param bPrepared whether B comes packed
   */
  static GemmPlan of(
      ElementType type,
      int m,
      int n,
      int k,
      boolean transposed,
      int mr,
      int nr,
      BlockSizes blocks,
      int threads,
      double flopsPerThread,
      boolean aPrepared,
      boolean bPrepared) {
    int parts = (int) Math.clamp(2.0 * m * n * k / flopsPerThread, 1, threads);
    Partition rows = new Partition(m, mr, parts);
    Partition columns = new Partition(n, nr, parts);
    // The slowest thread decides. Where both ways are equal split the rows: each thread then packs
    // its own
    // rows of A (a transposition) and all of B (mostly a plain copy).
    double byRows = (double) rows.longest() * n;
    double byColumns = (double) columns.longest() * m;
    boolean splitRows = byRows <= byColumns;
    return new GemmPlan(
        type,
        m,
        n,
        k,
        transposed,
        mr,
        nr,
        blocks,
        splitRows ? rows : new Partition(m, mr, 1),
        splitRows ? new Partition(n, nr, 1) : columns,
        aPrepared,
        bPrepared);
  }

  /**
   * Returns whether the product is computed column by column, with lanes along the rows. An A that
   * is yet to be packed would be packed for each column anew, so then there must be one only.
   */
  public boolean byColumn() {
    return n == 1 || (aPrepared && n <= FEW_COLUMNS);
  }

  /** Returns into how many parts the work is cut. */
  public int parts() {
    return rows.parts() * columns.parts();
  }

  /** Returns the plan in one line. */
  @Override
  public String toString() {
    String split =
        parts() == 1
            ? "on the caller's thread"
            : "in " + parts() + " parts by " + (rows.parts() > 1 ? "rows" : "columns");
    return "gemm %s %s%d×%d×%d: %stile %d×%d, MC %d, NC %d, %s%s%s"
        .formatted(
            type.toString().toLowerCase(Locale.ROOT),
            transposed ? "transposed " : "",
            m,
            n,
            k,
            byColumn() ? "by column, " : "",
            mr,
            nr,
            blocks.mc(),
            blocks.nc(),
            split,
            aPrepared ? ", A prepared" : "",
            bPrepared ? ", B prepared" : "");
  }
}
