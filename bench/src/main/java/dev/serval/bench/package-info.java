// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks, run with JMH from one jar; docs/benchmarking.md says how to run and read them. Every
 * result is compared bit for bit with the reference backend before and after it is timed. Here lies
 * what all families share: the shapes, the settings, the choice of a backend, the comparison. The
 * families are {@code roofline} (what the core could do), {@code gemm}, {@code elementwise} and
 * {@code train}; each depends on this package and on {@code roofline}, never on another.
 */
@NullMarked
package dev.serval.bench;

import org.jspecify.annotations.NullMarked;
