// SPDX-License-Identifier: Apache-2.0
/** The backend that runs on the Vector API: its provider and what it knows of the CPU. */
@NullMarked
package dev.serval.simd;

import org.jspecify.annotations.NullMarked;
