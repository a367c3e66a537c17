// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.api.Backends;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.InnerProductsContract;

class KernelInnerProductsTest extends InnerProductsContract {

  @Override
  protected Backend open() {
    return Backends.named("simd", new BackendOptions(2).withKernelsAtOnce());
  }
}
