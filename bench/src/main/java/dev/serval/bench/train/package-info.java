// SPDX-License-Identifier: Apache-2.0
/** Whole steps of training and whole predictions, through the public API alone. */
@NullMarked
package dev.serval.bench.train;

import org.jspecify.annotations.NullMarked;
