// SPDX-License-Identifier: Apache-2.0
/**
 * Elementwise steps and sums over contiguous runs of elements, and the vector forms of core's
 * elementary functions. Epilogues and the backend's elementwise operations call this package with
 * arrays and offsets; nothing here knows of matrices, tiles or threads, and nothing is allocated.
 *
 * <p>Every result has the bits of the scalar form in {@code dev.serval.core.math}: the same
 * operations in the same order, per lane, at any width, in the interpreter and compiled. So no
 * {@code lanewise(EXP)} and no {@code reduceLanes(ADD)}, whose bits depend on both. The last
 * elements of a run go through the scalar form itself.
 *
 * <p>The widest species the machine prefers is used, 128 to 512 bits; it must divide sixteen lanes
 * into whole vectors, as all of these do.
 */
@NullMarked
package dev.serval.simd.elementwise;

import org.jspecify.annotations.NullMarked;
