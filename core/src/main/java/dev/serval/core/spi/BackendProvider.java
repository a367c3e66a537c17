// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.spi;

/**
 * Makes backends of one kind; found by {@link java.util.ServiceLoader}. Loading a provider must not
 * fail on any machine: it may only touch classes that every JDK has.
 */
public interface BackendProvider {

  /** Returns the name users choose it by, such as {@code simd}. */
  String name();

  /** Returns the rank among available backends; the highest is taken. The reference has 0. */
  int priority();

  /** Returns whether a backend can be created here, and if not, the reason. */
  Availability availability();

  /**
   * Creates a backend, which the caller closes.
   *
   * @throws IllegalStateException if it is unavailable
   */
  Backend create(BackendOptions options);
}
