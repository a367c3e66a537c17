// SPDX-License-Identifier: Apache-2.0

/** The Serval backend on the Vector API. */
module dev.serval.simd {
  requires transitive dev.serval.core;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.serval.simd;

  provides dev.serval.core.spi.BackendProvider with
      dev.serval.simd.VectorBackendProvider;
}
