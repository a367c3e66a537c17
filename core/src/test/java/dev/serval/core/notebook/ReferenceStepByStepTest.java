// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.notebook;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.spi.Backend;
import dev.serval.testing.StepByStepContract;

class ReferenceStepByStepTest extends StepByStepContract {

  @Override
  protected Backend open() {
    return new ReferenceBackend();
  }
}
