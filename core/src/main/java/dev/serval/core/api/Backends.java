// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.spi.Availability;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.BackendProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds and opens backends. All give the same bits, so the choice is one of speed. Each backend
 * opened is named in one INFO line of the logger {@code dev.serval}; falling back to a slower one
 * is a WARNING with the reason.
 */
public final class Backends {

  private static final Logger LOG = System.getLogger("dev.serval");

  private Backends() {}

  /**
   * Opens the fastest backend available here, with one thread per processor.
   *
   * @return a backend, which the caller closes
   */
  public static Backend best() {
    return best(BackendOptions.allCores());
  }

  /**
   * Opens the fastest backend available here: the available provider of the highest priority, else
   * the reference.
   *
   * @param options threads
   * @return a backend, which the caller closes
   */
  public static Backend best(BackendOptions options) {
    for (BackendProvider provider : providers()) {
      // Neither a switch over types nor a lambda: the first of a fresh JVM costs milliseconds.
      if (!(provider.availability() instanceof Availability.Unavailable unavailable)) {
        return opened(provider.create(options));
      }
      LOG.log(
          Level.WARNING, "backend " + provider.name() + " cannot be used: " + unavailable.reason());
    }
    return opened(new ReferenceBackend());
  }

  /**
   * Opens the backend of this name and no other: the strict choice.
   *
   * @param name {@code reference}, {@code simd} or what another provider calls itself
   * @param options threads
   * @return a backend, which the caller closes
   * @throws IllegalArgumentException if no backend has this name
   * @throws IllegalStateException if it cannot run here; the message says why
   */
  public static Backend named(String name, BackendOptions options) {
    if (name.equals(ReferenceBackend.NAME)) {
      return opened(new ReferenceBackend());
    }
    List<BackendProvider> providers = providers();
    for (BackendProvider provider : providers) {
      if (provider.name().equals(name)) {
        if (provider.availability() instanceof Availability.Unavailable unavailable) {
          throw new IllegalStateException(
              "backend " + name + " cannot be used: " + unavailable.reason());
        }
        return opened(provider.create(options));
      }
    }
    String known =
        Stream.concat(
                providers.stream().map(BackendProvider::name), Stream.of(ReferenceBackend.NAME))
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "backend: \"" + name + "\" is not known; found here: " + known);
  }

  /**
   * Returns the backend that functions use when given none: the fastest available, on the caller's
   * thread alone. It is shared and owns no thread, so nobody need close it.
   */
  public static Backend defaultBackend() {
    return Default.BACKEND;
  }

  /** Opened at first use; immutable as far as a caller can see. */
  private static final class Default {
    static final Backend BACKEND = best(new BackendOptions(1));
  }

  private static Backend opened(Backend backend) {
    LOG.log(Level.INFO, backend.description());
    return backend;
  }

  /**
   * Returns all providers, highest priority first; one that fails to load is reported, not fatal.
   */
  private static List<BackendProvider> providers() {
    List<BackendProvider> found = new ArrayList<>();
    var loaders =
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
            .iterator();
    while (true) {
      try {
        if (!loaders.hasNext()) {
          break;
        }
        found.add(loaders.next().get());
      } catch (ServiceConfigurationError | NoClassDefFoundError e) {
        LOG.log(Level.WARNING, () -> "a backend could not be loaded: " + e.getMessage());
      }
    }
    found.sort(Comparator.comparingInt(BackendProvider::priority).reversed());
    return found;
  }
}
