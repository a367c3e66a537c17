// SPDX-License-Identifier: Apache-2.0
/** The step-by-step notebook, each function on its own. */
@NullMarked
package dev.serval.examples.steps;

import org.jspecify.annotations.NullMarked;
