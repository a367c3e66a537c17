// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.api.Backends;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.testing.TrainingContract;

class VectorTrainingTest extends TrainingContract {

  @Override
  protected Backend open() {
    return Backends.named("simd", new BackendOptions(2).withKernelsAtOnce());
  }
}
