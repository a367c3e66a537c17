// SPDX-License-Identifier: Apache-2.0
/** Benchmarks, run with JMH from one jar. */
@NullMarked
package dev.serval.bench;

import org.jspecify.annotations.NullMarked;
