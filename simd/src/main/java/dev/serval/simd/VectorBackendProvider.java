// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.spi.Availability;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.BackendProvider;

/**
 * Offers the backend on the Vector API. Touches none of its classes: those may be missing, and that
 * is an answer, not a failure.
 */
public final class VectorBackendProvider implements BackendProvider {

  /** The name users choose it by. */
  public static final String NAME = "simd";

  /** Above the reference's 0, with room for others on both sides. */
  private static final int PRIORITY = 100;

  private static final String VECTOR_CLASS = "jdk.incubator.vector.FloatVector";

  /** Creates a provider; the service loader does. */
  public VectorBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Availability availability() {
    return availability(VECTOR_CLASS);
  }

  static Availability availability(String vectorClass) {
    try {
      // By the loader that our own classes will ask, without running the class's initialiser.
      Class.forName(vectorClass, false, VectorBackendProvider.class.getClassLoader());
      return new Availability.Available();
    } catch (ClassNotFoundException | LinkageError e) {
      return new Availability.Unavailable(
          "module jdk.incubator.vector is not resolved; on the class path add --add-modules"
              + " jdk.incubator.vector");
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    if (availability() instanceof Availability.Unavailable unavailable) {
      throw new IllegalStateException("backend " + NAME + ": " + unavailable.reason());
    }
    return new VectorBackend(options);
  }
}
