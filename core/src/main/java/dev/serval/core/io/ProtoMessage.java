// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message of Protocol Buffers, read where it lies, field by field. Nothing is copied before it
 * is asked for and nothing recurses: a message in a field is another object over the same bytes.
 * Lengths are checked against the message they are in; groups, which are obsolete, are refused.
 */
final class ProtoMessage {

  /** The message without fields, which a part that is left out is. */
  static final ProtoMessage EMPTY = new ProtoMessage(new byte[0]);

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MOST_FIELD = (1 << 29) - 1;

  private final byte[] bytes;
  private final int begin;
  private final int end;
  private int position;

  // The current field: where its tag is, its kind, and its value, a number or [from, position).
  private int tagAt;
  private int field;
  private int wire;
  private long number;
  private int from;

  /** Takes a whole file for a message; the array is read. */
  ProtoMessage(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoMessage(byte[] bytes, int begin, int end) {
    this.bytes = bytes;
    this.begin = begin;
    this.end = end;
    this.position = begin;
  }

  /** Returns this message before its first field. */
  ProtoMessage fromStart() {
    return new ProtoMessage(bytes, begin, end);
  }

  /** Returns how many bytes it has. */
  int length() {
    return end - begin;
  }

  /** Goes to the next field; false if there is none. */
  boolean next() throws MalformedException {
    if (position == end) {
      return false;
    }
    tagAt = position;
    long tag = varint();
    if (tag >>> 3 < 1 || tag >>> 3 > MOST_FIELD) {
      throw new MalformedException("byte %d begins no field".formatted(tagAt));
    }
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    from = position;
    switch (wire) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case BYTES -> {
        long length = varint();
        from = position;
        skip(length);
      }
      default -> throw wrong("has the unknown kind " + wire);
    }
    return true;
  }

  private void skip(long length) throws MalformedException {
    if (length < 0 || length > end - position) {
      throw wrong(
          "has %s bytes, but only %d are left"
              .formatted(Long.toUnsignedString(length), end - position));
    }
    position += (int) length;
  }

  private long varint() throws MalformedException {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == end) {
        throw new MalformedException("byte %d is missing, in a number".formatted(position));
      }
      byte next = bytes[position++];
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw new MalformedException("byte %d ends no number".formatted(position - 1));
  }

  /** Returns the number of the current field. */
  int field() {
    return field;
  }

  /** Returns the current field as a whole number. */
  long number() throws MalformedException {
    require(wire == VARINT);
    return number;
  }

  /** Appends the current field, a whole number or several packed, up to so many in the list. */
  void addTo(List<Long> numbers, int most) throws MalformedException {
    require(wire == VARINT || wire == BYTES);
    ProtoMessage packed = new ProtoMessage(bytes, from, position);
    while (packed.position < packed.end && numbers.size() < most) {
      numbers.add(packed.varint());
    }
  }

  /** Returns the current field as a number of 32 bits with a fraction. */
  float fraction() throws MalformedException {
    require(wire == FIXED32);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(from);
  }

  /** Returns a view, little-endian, of the current field: elements of so many bytes, or one. */
  ByteBuffer elements(int elementBytes) throws MalformedException {
    int length = position - from;
    require(wire == BYTES ? length % elementBytes == 0 : wire != VARINT && length == elementBytes);
    return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the message in the current field. */
  ProtoMessage message() throws MalformedException {
    require(wire == BYTES);
    return new ProtoMessage(bytes, from, position);
  }

  /** Returns the current field as text. */
  String text() throws MalformedException {
    require(wire == BYTES);
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes, from, position - from);
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw wrong("is not UTF-8");
    }
  }

  private void require(boolean right) throws MalformedException {
    if (!right) {
      throw wrong("has the kind %d or a length that it must not have".formatted(wire));
    }
  }

  private MalformedException wrong(String what) {
    return new MalformedException("field %d at byte %d %s".formatted(field, tagAt, what));
  }
}
