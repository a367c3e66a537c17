// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.api.Backends;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.ApplicationContract;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisabledIfSystemProperty(
    named = "serval.vectorBits",
    matches = "\\d+",
    disabledReason = "long, and other tests show that every width gives the same bits")
class VectorApplicationTest extends ApplicationContract {

  @Override
  protected Backend open() {
    return Backends.named("simd", new BackendOptions(2).withKernelsAtOnce());
  }
}
