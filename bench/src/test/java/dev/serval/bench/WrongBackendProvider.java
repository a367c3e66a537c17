// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.spi.Availability;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.BackendProvider;

/** Offers a {@link WrongBackend}; nobody gets it unasked. */
public abstract class WrongBackendProvider implements BackendProvider {

  /** More results than a benchmark's set-up computes on its smallest parameters. */
  static final int RIGHT_RESULTS = 100;

  private final String name;
  private final int rightResults;

  private WrongBackendProvider(String name, int rightResults) {
    this.name = name;
    this.rightResults = rightResults;
  }

  /** Wrong from the first result. */
  public static final class AtOnce extends WrongBackendProvider {
    /** For the service loader. */
    public AtOnce() {
      super("wrong", 0);
    }
  }

  /** Right in set-up, wrong while timed, as miscompiled code would be. */
  public static final class Later extends WrongBackendProvider {
    /** For the service loader. */
    public Later() {
      super("wrong-later", RIGHT_RESULTS);
    }
  }

  @Override
  public String name() {
    return name;
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
    return new WrongBackend(rightResults);
  }
}
