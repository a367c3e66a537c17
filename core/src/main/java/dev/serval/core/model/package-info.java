// SPDX-License-Identifier: Apache-2.0
/**
 * What a network is: layer sizes, activations, parameters and how they begin. Values only; nothing
 * here computes a pass.
 */
@NullMarked
package dev.serval.core.model;

import org.jspecify.annotations.NullMarked;
