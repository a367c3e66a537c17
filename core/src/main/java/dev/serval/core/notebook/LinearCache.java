// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * What the linear step stores for its backward step; shared, not copied.
 *
 * @param aPrev the layer's input, n_{l−1} × m
 * @param w weights, n_l × n_{l−1}
 * @param b biases, n_l × 1
 */
public record LinearCache(Matrix aPrev, Matrix w, Matrix b) {}
