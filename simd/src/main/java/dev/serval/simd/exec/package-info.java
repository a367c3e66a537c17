// SPDX-License-Identifier: Apache-2.0
/**
 * Who computes. A caller hands over a number of independent parts; {@link
 * dev.serval.simd.exec.WorkerPool} lets its daemon threads and the caller take them one by one,
 * {@link dev.serval.simd.exec.SerialExecutor} runs them in order. Nothing here knows what a part
 * computes, so no result may depend on who ran which part, or when. A run allocates nothing. Idle
 * workers spin for some microseconds (the next product of a training step is that near) and then
 * park.
 */
@NullMarked
package dev.serval.simd.exec;

import org.jspecify.annotations.NullMarked;
