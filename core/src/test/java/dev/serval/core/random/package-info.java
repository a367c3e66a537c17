// SPDX-License-Identifier: Apache-2.0
/** Tests of the random numbers. */
@NullMarked
package dev.serval.core.random;

import org.jspecify.annotations.NullMarked;
