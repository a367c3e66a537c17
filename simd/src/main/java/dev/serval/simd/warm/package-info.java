// SPDX-License-Identifier: Apache-2.0
/**
 * What runs until the kernels are compiled, and what gets them compiled. A vector kernel in the
 * interpreter is about a thousand times slower than compiled, and C2 takes a few hundred
 * milliseconds; a whole training of a small network is shorter. All code gives the same bits
 * (docs/numerics.md), so a product starts as plain loops, which the compiler turns into vectors by
 * itself within some 20 ms, and moves to the kernels once a thread of this package has seen the
 * same kind of product run fast on dummy data. Called by the backend; touches no class of the
 * Vector API before it is worth while. {@code Double*} classes are generated from {@code Float*}.
 */
@NullMarked
package dev.serval.simd.warm;

import org.jspecify.annotations.NullMarked;
