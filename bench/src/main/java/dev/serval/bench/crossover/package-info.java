// SPDX-License-Identifier: Apache-2.0
/** Where the Gram form of layer 1 overtakes the direct one (docs/gram.md). */
@NullMarked
package dev.serval.bench.crossover;

import org.jspecify.annotations.NullMarked;
