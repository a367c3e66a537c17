// SPDX-License-Identifier: Apache-2.0
/**
 * Serval and its peers side by side. {@link dev.serval.bench.compare.Compare} starts each {@link
 * dev.serval.bench.compare.Contender} in a process of its own ({@link
 * dev.serval.bench.compare.Child}), checks what it computes against plain loops, and then asks ours
 * and the peer in turn for the time of one batch, so that a machine that drifts takes both.
 */
@NullMarked
package dev.serval.bench.compare;

import org.jspecify.annotations.NullMarked;
