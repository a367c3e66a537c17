// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.internal.reference;

import dev.serval.core.spi.Backend;
import dev.serval.testing.InnerProductsContract;

class ReferenceInnerProductsTest extends InnerProductsContract {

  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
