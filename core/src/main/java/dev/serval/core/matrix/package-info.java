// SPDX-License-Identifier: Apache-2.0
/**
 * Matrices: strided views over {@code float[]} or {@code double[]}. The bottom layer: everything
 * else in the engine reads and writes through these views, nothing here knows what is computed.
 * Examples are columns, as in the notebook: X is features × examples. Transposition is a stride,
 * not a flag.
 */
@NullMarked
package dev.serval.core.matrix;

import org.jspecify.annotations.NullMarked;
