// SPDX-License-Identifier: Apache-2.0
/**
 * What this core could do at best: the fused multiply-adds it finishes per second when nothing but
 * registers is touched. Other benchmarks measure this ceiling in their own process, before every
 * iteration, and state their result as a share of it.
 */
@NullMarked
package dev.serval.bench.roofline;

import org.jspecify.annotations.NullMarked;
