// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.Serial;

/**
 * A header is not what it must be; the message says what and at which byte, without the file's
 * name.
 */
final class JsonException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
