// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.api.Backends;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.StepByStepContract;

class VectorStepByStepTest extends StepByStepContract {

  @Override
  protected Backend open() {
    return Backends.named("simd", new BackendOptions(2).withKernelsAtOnce());
  }
}
