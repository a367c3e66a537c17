// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

import dev.serval.core.spi.Backend;
import dev.serval.testing.GramContract;

class ReferenceGramTest extends GramContract {

  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
