// SPDX-License-Identifier: Apache-2.0

/** Model API, SPI and reference implementation of Serval. */
module dev.serval.core {
  requires static org.jspecify;
}
