// SPDX-License-Identifier: Apache-2.0
/**
 * The loop over k, in vectors. A kernel owns one register tile of C, named rows × vectors, and
 * reads strips of A and a panel of B; it calls nobody. It knows neither blocks nor threads nor
 * epilogues, has no edge code, and holds nothing between calls. A table picks the tiles for the
 * registers this CPU has.
 *
 * <p>Lanes run along the columns of C in tiles, along rows of A or along whole segments where there
 * is one column, never along k inside a segment, so each sum is one chain of fma whatever the width
 * of a vector. Beside the kernels stand what copies and turns blocks for them, and dot products in
 * scalar code.
 */
@NullMarked
package dev.serval.simd.kernel;

import org.jspecify.annotations.NullMarked;
