// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

/** Prints the provider's availability; run in a JVM without the vector module. */
final class ProviderProbe {

  private ProviderProbe() {}

  public static void main(String[] args) {
    System.out.println(new VectorBackendProvider().availability());
  }
}
