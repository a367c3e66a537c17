// SPDX-License-Identifier: Apache-2.0

/**
 * Dense networks: model API, the notebooks' functions, the reference backend, and the SPI that
 * faster backends implement. Depends on nothing but the JDK.
 */
@SuppressWarnings("module") // dev.serval.simd is compiled after this module
module dev.serval.core {
  requires static org.jspecify;

  exports dev.serval.core.api;
  exports dev.serval.core.io;
  exports dev.serval.core.matrix;
  exports dev.serval.core.model;
  exports dev.serval.core.notebook;
  exports dev.serval.core.random;
  exports dev.serval.core.spi;
  exports dev.serval.core.math to
      dev.serval.simd;

  uses dev.serval.core.spi.BackendProvider;
}
