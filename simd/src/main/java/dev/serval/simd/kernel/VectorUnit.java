// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.kernel;

import jdk.incubator.vector.VectorShape;

/** What the Vector API says of this CPU; the only place outside the kernels that asks it. */
public final class VectorUnit {

  private VectorUnit() {}

  /** Returns the width of the vectors that kernels use, in bits. */
  public static int bits() {
    return VectorShape.preferredShape().vectorBitSize();
  }

  /**
   * Returns how many vector registers the compiler has: 32 with AVX-512 and on AArch64, else 16.
   * The processor's own flags would not do: the JVM may have been told to leave AVX-512 alone, and
   * then its upper 16 registers do not exist for it. 512 bits cannot be had otherwise.
   */
  public static int registers() {
    return bits() >= 512 || System.getProperty("os.arch", "").equals("aarch64") ? 32 : 16;
  }
}
