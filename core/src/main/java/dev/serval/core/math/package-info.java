// SPDX-License-Identifier: Apache-2.0
/**
 * The elementary functions and sums of the numerics contract, in scalar form: exp, log, log1p,
 * sigmoid, softplus, and the sum over sixteen stripes. These are the definitions; the vector forms
 * repeat the same operations in the same order, so that every backend, width and compiler tier
 * gives the same bits. Nothing here calls {@link java.lang.Math#exp} or its kin, whose bits may
 * differ between platforms and compiler tiers; only +, −, ×, ÷, fma, comparison, choice,
 * reinterpretation and integer addition and shifts are used where a vector form exists. Passes and
 * backends call this package; it calls nothing.
 *
 * <p>Sources: reduction by n·ln 2 in two parts after Cody and Waite (1980); rounding by adding a
 * magic number and the error of a sum after Dekker (1971); log by s = f/(2 + f) and an even series
 * in s after Sun's fdlibm. Polynomials and code are our own.
 */
@NullMarked
package dev.serval.core.math;

import org.jspecify.annotations.NullMarked;
