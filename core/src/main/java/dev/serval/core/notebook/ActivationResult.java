// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.matrix.Matrix;

/**
 * The outcome of {@link StepByStep#sigmoid} or {@link StepByStep#relu}.
 *
 * @param a A = g(Z), the shape of Z
 * @param cache Z itself, for the backward step
 */
public record ActivationResult(Matrix a, Matrix cache) {}
