// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.InnerProductsContract;

class PlainInnerProductsTest extends InnerProductsContract {

  @Override
  protected Backend open() {
    return new VectorBackend(new BackendOptions(1), KernelUse.NEVER);
  }
}
