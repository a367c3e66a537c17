// SPDX-License-Identifier: Apache-2.0
/**
 * The notebook's equations, one class each, in the notebook's symbols (W, b, A, Z, dW, dZ). Both
 * the functions usable alone and the training loop call these; they call the backend. What a step
 * computes lies in a {@link dev.serval.core.internal.pass.Workspace}; layer 1 keeps what is its own
 * (dW1, or C, G and Z1⁰).
 */
@NullMarked
package dev.serval.core.internal.pass;

import org.jspecify.annotations.NullMarked;
