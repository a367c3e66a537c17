// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.spi.Backend;
import dev.serval.testing.SweepContract;

class ReferenceSweepTest extends SweepContract {

  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
