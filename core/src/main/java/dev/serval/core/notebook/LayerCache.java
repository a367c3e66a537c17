// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * What a layer stores for its backward step.
 *
 * @param linear the linear step's cache
 * @param z the activation's cache: its input Z, n_l × m
 */
public record LayerCache(LinearCache linear, Matrix z) {}
