// SPDX-License-Identifier: Apache-2.0
/**
 * The notebook's equations, one class each, in the notebook's symbols (W, b, A, Z, dW, dZ). Both
 * the functions usable alone and the training loop call these; they call the backend. A pass owns
 * no memory: {@link dev.serval.core.internal.pass.Workspace} does.
 */
@NullMarked
package dev.serval.core.internal.pass;

import org.jspecify.annotations.NullMarked;
