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
 * @param transposed whether Cᵀ = Bᵀ·Aᵀ is computed instead, because that is less work
 * @param method what computes it
 * @param mr rows of the tallest tile
 * @param nr columns of the tiles
 * @param blocks cache blocks
 * @param rows how the rows of C are split over threads
 * @param columns how the columns of C are split over threads; one of the two splits is into one
 *     part
 * @param a where A is read from
 * @param b where B is read from
 */
public record GemmPlan(
    ElementType type,
    int m,
    int n,
    int k,
    boolean transposed,
    Method method,
    int mr,
    int nr,
    BlockSizes blocks,
    Partition rows,
    Partition columns,
    Access a,
    Access b) {

  /** What computes a product. */
  public enum Method {
    /** Register tiles, with lanes along columns. */
    TILES,
    /** Each column of C by itself, with lanes along rows of A or along segments. */
    BY_COLUMN,
    /** Dot products in scalar code. */
    DOTS
  }

  /** Where a factor is read from. */
  public enum Access {
    /** From a buffer, copied there block by block. */
    PACKED,
    /** From what its owner prepared. */
    PREPARED,
    /** From where it lies. */
    IN_PLACE
  }

  /**
   * Operations that a thread must have to itself before waking it pays: at some 10–100 GFLOP/s,
   * 10–100 µs of work against the few µs of a hand-over.
   */
  public static final double FLOPS_PER_THREAD = 1e6;

  /**
   * What copying one element of a factor costs, in multiplications of one lane: where rows are
   * split every thread copies all of B, where columns are split all of A.
   */
  private static final double PACKING = 3;

  /** What reading one element that is not copied costs, in the same unit. */
  private static final double READING = 1;

  /**
   * What it costs, in the same unit, to cut a contiguous row of C: the cache line on the cut, and
   * those that are fetched in advance, wander from core to core in each segment: 30–100 ns on Zen 4
   * (docs/gemm.md).
   */
  private static final double CUT = 4000;

  /**
   * Plans a product of tiles.
   *
   * @param type element type
   * @param m rows of C as computed
   * @param n columns of C as computed
   * @param k length of the sums
   * @param transposed whether these are the sizes of Cᵀ
   * @param rowMajor whether the elements of a row of C as computed are next to one another
   * @param mr rows of the tallest tile
   * @param nr columns of the tiles
   * @param blocks cache blocks
   * @param parts how many threads shall compute
   * @param a where A is read from
   * @param b where B is read from
   */
  static GemmPlan ofTiles(
      ElementType type,
      int m,
      int n,
      int k,
      boolean transposed,
      boolean rowMajor,
      int mr,
      int nr,
      BlockSizes blocks,
      int parts,
      Access a,
      Access b) {
    Partition rows = new Partition(m, 1, parts);
    Partition columns = new Partition(n, nr, parts);
    // The slowest thread decides. All per k.
    double readingA = a == Access.PACKED ? PACKING : 0; // strips are read again from L1
    double readingB = b == Access.PACKED ? PACKING : READING;
    double cut = parts == 1 ? 0 : CUT / Math.clamp(k, 1, BlockSizes.KC);
    double byRows = rows.longest() * (padded(n, nr) + readingA) + n * readingB;
    double byColumns =
        m * (padded(columns.longest(), nr) + readingA) + columns.longest() * readingB;
    if (rowMajor) {
      byColumns += m * cut;
    } else {
      byRows += n * cut;
    }
    boolean splitRows = byRows <= byColumns;
    return new GemmPlan(
        type,
        m,
        n,
        k,
        transposed,
        Method.TILES,
        mr,
        nr,
        blocks,
        splitRows ? rows : new Partition(m, 1, 1),
        splitRows ? new Partition(n, nr, 1) : columns,
        a,
        b);
  }

  private static double padded(int n, int nr) {
    return Math.ceilDiv(n, nr) * (double) nr;
  }

  /** Returns over how many threads a product is worth spreading. */
  static int parts(int m, int n, int k, int threads, double flopsPerThread) {
    return (int) Math.clamp(2.0 * m * n * k / flopsPerThread, 1, threads);
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
    return "gemm %s %s%d×%d×%d: %s, A %s, B %s, %s"
        .formatted(
            word(type),
            transposed ? "transposed " : "",
            m,
            n,
            k,
            method == Method.TILES
                ? "tiles up to %d×%d, MC %d, NC %d".formatted(mr, nr, blocks.mc(), blocks.nc())
                : word(method),
            word(a),
            word(b),
            split);
  }

  private static String word(Enum<?> constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
