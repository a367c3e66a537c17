// SPDX-License-Identifier: Apache-2.0
/** Functions of single elements, alone: what an activation costs where it is not fused. */
@NullMarked
package dev.serval.bench.elementwise;

import org.jspecify.annotations.NullMarked;
