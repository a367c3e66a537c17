// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * The gradients that one layer's backward step gives.
 *
 * @param dAPrev gradient of the layer's input (times m, as in the notebook), n_{l−1} × m
 * @param dW gradient of the weights, n_l × n_{l−1}
 * @param db gradient of the biases, n_l × 1
 */
public record LayerGradients(Matrix dAPrev, Matrix dW, Matrix db) {}
