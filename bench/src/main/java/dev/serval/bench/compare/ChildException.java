// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

/** A contender did not load, cannot do a task, or ended; the message is what the report shows. */
final class ChildException extends Exception {

  private static final long serialVersionUID = 1;

  ChildException(String message) {
    super(message);
  }

  /** Returns the message. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
