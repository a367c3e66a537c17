// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.util.List;

/** Writes the JSON of a header without white space; the caller keeps the order of the grammar. */
final class JsonWriter {

  private final StringBuilder text = new StringBuilder();

  JsonWriter beginObject() {
    text.append('{');
    return this;
  }

  JsonWriter endObject() {
    text.append('}');
    return this;
  }

  /** Writes the name of the next member of an object. */
  JsonWriter name(String name) {
    if (text.charAt(text.length() - 1) != '{') {
      text.append(',');
    }
    text.append(Json.quoted(name)).append(':');
    return this;
  }

  JsonWriter string(String value) {
    text.append(Json.quoted(value));
    return this;
  }

  JsonWriter wholeNumbers(List<? extends Number> values) {
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i).longValue());
    }
    text.append(']');
    return this;
  }

  /** Returns what was written so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
