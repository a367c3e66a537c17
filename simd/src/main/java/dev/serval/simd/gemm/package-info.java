// SPDX-License-Identifier: Apache-2.0
/**
 * C := epilogue(A·B) in five loops round a micro-kernel, after Goto and van de Geijn, <i>Anatomy of
 * High-Performance Matrix Multiplication</i> (ACM TOMS 2008), and Van Zee and van de Geijn,
 * <i>BLIS</i> (ACM TOMS 2015). The backend plans a product once ({@link
 * dev.serval.simd.gemm.GemmPlan}, a value that prints itself); running it walks the loops, copies
 * rows of A to strips and columns of B to panels, and calls the kernel for each tile. One example
 * through prepared weights goes column by column instead, and a handful of results as dot products
 * (docs/gemm.md).
 *
 * <p>KC is the segment of the numerics contract, so that one block of K is one chain of fma from
 * +0: the first block is stored, later ones are added, in order. Nothing else about blocks, tiles,
 * orientation or threads can reach a bit of the result. K is never split between threads.
 *
 * <p>This is ordinary Java: the vectors are in the kernels and in the elementwise operations.
 */
@NullMarked
package dev.serval.simd.gemm;

import org.jspecify.annotations.NullMarked;
