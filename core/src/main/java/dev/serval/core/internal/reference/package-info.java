// SPDX-License-Identifier: Apache-2.0
/**
 * The reference backend: the numerics contract in plain loops. Called through the SPI like any
 * other backend; owns no thread and no buffer. {@code DoubleReference} is generated from {@code
 * FloatReference}.
 */
@NullMarked
package dev.serval.core.internal.reference;

import org.jspecify.annotations.NullMarked;
