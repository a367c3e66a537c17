// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import java.nio.ByteBuffer;

/**
 * What a header says about one tensor, checked: its bytes are [begin, end) of the data and are as
 * many as its shape and type need.
 *
 * @param utf8Name a view of the header
 */
record TensorEntry(
    ByteBuffer utf8Name, ElementType type, int rank, int rows, int cols, long begin, long end) {

  /** Returns the name. */
  String name() {
    return Text.decode(utf8Name);
  }

  /** Returns how a message calls this tensor. */
  String quoted() {
    return quoted(utf8Name);
  }

  /** Returns how a message calls a tensor. */
  static String quoted(ByteBuffer utf8Name) {
    return "tensor " + OneLine.quoted(Text.decodeStart(utf8Name));
  }
}
