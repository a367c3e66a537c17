// SPDX-License-Identifier: Apache-2.0
/**
 * Every function of the notebooks "Building your Deep Neural Network: Step by Step" and "Deep
 * Neural Network - Application", usable alone and stackable, with the notebooks' arguments, caches
 * and formulas. The equations themselves are those that training runs: see the passes. Gradients
 * are named as in the first notebook: dA(l) is the gradient of layer l's activation, l = 0..L.
 */
@NullMarked
package dev.serval.core.notebook;

import org.jspecify.annotations.NullMarked;
