// SPDX-License-Identifier: Apache-2.0
/**
 * Matrix products alone, without an epilogue, planned once and run many times as the engine does.
 */
@NullMarked
package dev.serval.bench.gemm;

import org.jspecify.annotations.NullMarked;
