// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/**
 * A contender, ours or a peer, computed something wrong: the run ends, for its times mean nothing.
 */
final class WrongResultException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WrongResultException(String message) {
    super("wrong result: " + message);
  }
}
