// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * The outcome of {@link StepByStep#linearActivationForward}.
 *
 * @param a A = g(W·A_prev + b), n_l × m
 * @param cache for {@link StepByStep#linearActivationBackward}
 */
public record LayerForwardResult(Matrix a, LayerCache cache) {}
