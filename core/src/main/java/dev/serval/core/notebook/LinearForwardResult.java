// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * The outcome of {@link StepByStep#linearForward}.
 *
 * @param z Z = W·A_prev + b, n_l × m
 * @param cache for {@link StepByStep#linearBackward}
 */
public record LinearForwardResult(Matrix z, LinearCache cache) {}
