// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

/** When a backend computes on vector kernels; never changes a bit of a result. */
enum KernelUse {
  /** Always, compiled or not. */
  ALWAYS,
  /** Never: plain loops. */
  NEVER,
  /** From the moment they are seen to be compiled; until then plain loops. */
  WHEN_WARM
}
