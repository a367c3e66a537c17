// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend implements: prepare a constant operand, plan a product, run it; and a few
 * elementwise operations and sums. Every backend gives the same bits as the reference
 * (docs/numerics.md). The passes call this package; backends never call up.
 */
@NullMarked
package dev.serval.core.spi;

import org.jspecify.annotations.NullMarked;
