// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.spi.Availability;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.BackendProvider;

/** Offers {@link WrongBackend} as {@code wrong}; nobody gets it unasked. */
public final class WrongBackendProvider implements BackendProvider {

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public int priority() {
    return -1;
  }

  @Override
  public Availability availability() {
    return new Availability.Available();
  }

  @Override
  public Backend create(BackendOptions options) {
    return new WrongBackend();
  }
}
