// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses {@code
 * {"__metadata__":{"key":"value",…},"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},…}}.
 * Members of a tensor may come in any order; none may be missing, doubled or unknown. Until the
 * whole header was checked, nothing is made but one small record per tensor and views of its bytes.
 */
final class HeaderParser {

  /** Types of the format that this reader does not take, to tell them from nonsense. */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "BOOL", "U8", "I8", "I16", "U16", "I32", "U32", "I64", "U64", "F16", "BF16", "C64", "F4",
          "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E5M2", "F8_E8M0");

  /** A tensor of more dimensions is refused before its shape is read to the end. */
  private static final int MOST_DIMENSIONS = 8;

  private final JsonReader json;
  private final List<TensorEntry> entries = new ArrayList<>();
  private final Map<ByteBuffer, ByteBuffer> metadata = new HashMap<>();

  // The tensor being read; −1 is the count of a list that was not read yet.
  private ByteBuffer name = ByteBuffer.allocate(0);
  private boolean hasType;
  private ElementType type = ElementType.FLOAT32;
  private final long[] shape = new long[MOST_DIMENSIONS];
  private int rank;
  private final long[] offsets = new long[2];
  private int offsetCount;

  HeaderParser(byte[] bytes) throws MalformedException {
    json = new JsonReader(bytes);
  }

  Header parse() throws MalformedException {
    Set<ByteBuffer> names = new HashSet<>();
    boolean hasMetadata = false;
    json.beginObject();
    for (boolean first = true; json.next(first, '}'); first = false) {
      json.name();
      if (json.is(Tensor.METADATA)) {
        if (hasMetadata) {
          throw new MalformedException("the name \"" + Tensor.METADATA + "\" appears twice");
        }
        hasMetadata = true;
        readMetadata();
        continue;
      }
      name = json.view();
      if (!names.add(name)) {
        throw new MalformedException(
            "the name " + OneLine.quoted(Text.decodeStart(name)) + " appears twice");
      }
      if (entries.size() == Safetensors.MAX_TENSORS) {
        throw new MalformedException("it has more than " + Safetensors.MAX_TENSORS + " tensors");
      }
      readTensor();
      entries.add(checkedEntry());
    }
    json.end();
    return new Header(entries, metadata);
  }

  private void readMetadata() throws MalformedException {
    json.beginObject();
    for (boolean first = true; json.next(first, '}'); first = false) {
      json.name();
      ByteBuffer key = json.view();
      if (metadata.size() == Safetensors.MAX_METADATA_ENTRIES) {
        throw new MalformedException(
            "it has more than " + Safetensors.MAX_METADATA_ENTRIES + " metadata entries");
      }
      json.string();
      if (metadata.put(key, json.view()) != null) {
        throw new MalformedException(
            "the metadata key " + OneLine.quoted(Text.decodeStart(key)) + " appears twice");
      }
    }
  }

  private void readTensor() throws MalformedException {
    hasType = false;
    rank = -1;
    offsetCount = -1;
    json.beginObject();
    for (boolean first = true; json.next(first, '}'); first = false) {
      json.name();
      if (json.is("dtype")) {
        refuseDoubled(hasType, "dtype");
        json.string();
        type = elementType();
        hasType = true;
      } else if (json.is("shape")) {
        refuseDoubled(rank >= 0, "shape");
        rank = wholeNumbers(shape, "a shape");
      } else if (json.is("data_offsets")) {
        refuseDoubled(offsetCount >= 0, "data_offsets");
        offsetCount = wholeNumbers(offsets, "data_offsets");
      } else {
        throw wrong("has an unknown member " + OneLine.quoted(Text.decodeStart(json.view())));
      }
    }
    if (!hasType || rank < 0 || offsetCount < 0) {
      throw wrong("lacks its " + (!hasType ? "dtype" : rank < 0 ? "shape" : "data_offsets"));
    }
  }

  private void refuseDoubled(boolean doubled, String member) throws MalformedException {
    if (doubled) {
      throw wrong("has two members \"" + member + "\"");
    }
  }

  private ElementType elementType() throws MalformedException {
    if (json.is("F32")) {
      return ElementType.FLOAT32;
    }
    if (json.is("F64")) {
      return ElementType.FLOAT64;
    }
    String dtype = Text.decodeStart(json.view());
    if (OTHER_TYPES.contains(dtype)) {
      throw new MalformedException(
          TensorEntry.quoted(name) + " has dtype " + dtype + ", and only F32 and F64 are read",
          "convert the tensors to float32 and save them again");
    }
    throw wrong("has the unknown dtype " + OneLine.quoted(dtype));
  }

  /** Reads an array of at most as many numbers as {@code into} holds, and returns their count. */
  private int wholeNumbers(long[] into, String what) throws MalformedException {
    int count = 0;
    json.beginArray();
    for (boolean first = true; json.next(first, ']'); first = false) {
      if (count == into.length) {
        throw wrong("has " + what + " of more than " + into.length + " numbers");
      }
      into[count] = json.wholeNumber();
      if (into[count] < 0) {
        throw wrong("has " + what + " with a negative number " + into[count]);
      }
      count++;
    }
    return count;
  }

  private TensorEntry checkedEntry() throws MalformedException {
    if (rank != 1 && rank != 2) {
      throw wrong("has shape " + list(shape, rank) + ", neither a vector nor a matrix");
    }
    if (offsetCount != 2 || offsets[0] > offsets[1]) {
      throw wrong("has data_offsets " + list(offsets, offsetCount) + ", not [begin, end]");
    }
    long rows = shape[0];
    long cols = rank == 2 ? shape[1] : 1;
    long held = offsets[1] - offsets[0];
    long elements = held / type.bytes();
    boolean empty = rows == 0 || cols == 0;
    if (held % type.bytes() != 0 || !(empty ? held == 0 : isProduct(elements, rows, cols))) {
      throw wrong(
          "has shape %s of %d-byte elements, but data_offsets %s hold %d bytes"
              .formatted(list(shape, rank), type.bytes(), list(offsets, 2), held));
    }
    if (Math.max(elements, Math.max(rows, cols)) > Safetensors.MAX_ELEMENTS) {
      throw wrong(
          "has shape " + list(shape, rank) + ", more than one matrix of this library holds");
    }
    return new TensorEntry(name, type, rank, (int) rows, (int) cols, offsets[0], offsets[1]);
  }

  /** Returns whether rows·cols is this number, without computing a product that may overflow. */
  private static boolean isProduct(long product, long rows, long cols) {
    return product % rows == 0 && product / rows == cols;
  }

  private static String list(long[] numbers, int count) {
    return Arrays.toString(Arrays.copyOf(numbers, count));
  }

  private MalformedException wrong(String what) {
    return new MalformedException(TensorEntry.quoted(name) + " " + what);
  }
}
