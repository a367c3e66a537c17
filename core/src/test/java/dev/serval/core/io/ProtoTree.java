// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of Protocol Buffers taken apart, to be damaged in one place and put together with all
 * lengths right, so that what lies behind the check of lengths is met.
 */
final class ProtoTree {

  /** Deeper than an attribute's tensor in a node of a graph there is nothing. */
  private static final int DEEPEST = 6;

  /**
   * One field.
   *
   * @param value of a number
   * @param bytes of everything else
   * @param parts of a message; bytes that read as one are taken for one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Field(
      int number, int wire, long value, byte[] bytes, @Nullable List<Field> parts) {

    /** This field as it is now, whatever becomes of its parts, under a number. */
    Field as(int newNumber) {
      return new Field(newNumber, wire, value, content(), null);
    }

    byte[] content() {
      return parts == null ? bytes : ProtoTree.bytes(parts);
    }

    void putTo(Proto message) {
      switch (wire) {
        case 0 -> message.number(number, value);
        case 2 -> message.data(number, content());
        default -> message.varint((long) number << 3 | wire).raw(bytes);
      }
    }
  }

  private ProtoTree() {}

  /** Returns a message with one field removed, doubled, moved or changed, somewhere inside. */
  static byte[] damaged(byte[] whole, Mutations mutations) {
    List<Field> root = parsed(whole, 0);
    if (root == null) {
      return whole;
    }
    for (int steps = 1 + mutations.below(3); steps > 0; steps--) {
      List<List<Field>> messages = new ArrayList<>();
      collect(root, messages);
      List<Field> message = mutations.any(messages);
      int at = mutations.below(message.size());
      Field field = message.get(at);
      switch (mutations.below(6)) {
        case 0 -> message.remove(at);
        case 1 -> message.add(mutations.below(message.size() + 1), field.as(field.number));
        case 2 -> mutations.any(messages).add(field.as(field.number));
        case 3 -> message.set(at, field.as(1 + mutations.below(30)));
        case 4 -> message.set(at, mutations.any(mutations.any(messages)).as(field.number));
        default -> message.set(at, changed(field, mutations));
      }
      if (message.isEmpty()) {
        message.add(new Field(1, 0, 0, new byte[0], null));
      }
    }
    return bytes(root);
  }

  private static Field changed(Field field, Mutations mutations) {
    if (field.wire == 0) {
      long value = mutations.coin() ? mutations.edge() : mutations.below(32);
      return new Field(field.number, 0, value, field.bytes, null);
    }
    byte[] plain = field.content();
    return new Field(field.number, 2, 0, mutations.damaged(plain, plain), null);
  }

  private static void collect(List<Field> message, List<List<Field>> messages) {
    messages.add(message);
    for (Field field : message) {
      if (field.parts != null) {
        collect(field.parts, messages);
      }
    }
  }

  private static byte[] bytes(List<Field> message) {
    Proto result = new Proto();
    message.forEach(field -> field.putTo(result));
    return result.bytes();
  }

  private static @Nullable List<Field> parsed(byte[] bytes, int depth) {
    List<Field> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < bytes.length) {
      long tag = varint(bytes, at);
      int number = (int) (tag >>> 3);
      int wire = (int) (tag & 7);
      if (number < 1 || number > 31) {
        return null;
      }
      long value = wire == 0 || wire == 2 ? varint(bytes, at) : wire == 1 ? 8 : 4;
      if (wire == 0) {
        fields.add(new Field(number, wire, value, new byte[0], null));
        continue;
      }
      if ((wire != 1 && wire != 2 && wire != 5) || value < 0 || value > bytes.length - at[0]) {
        return null;
      }
      byte[] content = Arrays.copyOfRange(bytes, at[0], at[0] + (int) value);
      at[0] += (int) value;
      List<Field> parts = wire == 2 && depth < DEEPEST ? parsed(content, depth + 1) : null;
      fields.add(new Field(number, wire, 0, content, parts));
    }
    return fields.isEmpty() || at[0] > bytes.length ? null : fields;
  }

  private static long varint(byte[] bytes, int[] at) {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE && at[0] < bytes.length; shift += 7) {
      byte next = bytes[at[0]++];
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    at[0] = bytes.length + 1; // cut: no message
    return -1;
  }
}
