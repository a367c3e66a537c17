// SPDX-License-Identifier: Apache-2.0
/**
 * The loop over k, in vectors. A kernel owns one register tile of C, named rows × vectors, and
 * reads one packed panel of A and one of B; the macro-kernel calls it, it calls nobody. It knows
 * neither blocks nor threads nor epilogues, has no edge code, and holds nothing between calls. A
 * table picks the tiles for the registers this CPU has.
 *
 * <p>Lanes run along the columns of C, never along k, so each element is one chain of fma whatever
 * the width of a vector.
 */
@NullMarked
package dev.serval.simd.kernel;

import org.jspecify.annotations.NullMarked;
