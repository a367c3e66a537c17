// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file, checked.
 *
 * @param entries the tensors, in the order of the header
 * @param utf8Metadata keys and values, views of the header
 */
record Header(List<TensorEntry> entries, Map<ByteBuffer, ByteBuffer> utf8Metadata) {

  /**
   * Reads a header.
   *
   * @param bytes the header; overwritten, and kept by the result
   * @param dataBytes how many bytes follow it in the file
   */
  static Header parse(byte[] bytes, long dataBytes) throws MalformedException {
    Header header = new HeaderParser(bytes).parse();
    header.checkTiling(dataBytes);
    return header;
  }

  /** Returns the metadata as text. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    utf8Metadata.forEach((key, value) -> metadata.put(Text.decode(key), Text.decode(value)));
    return metadata;
  }

  /** Checks that the tensors' ranges tile the data: no gap, no overlap, nothing behind the last. */
  private void checkTiling(long dataBytes) throws MalformedException {
    TensorEntry[] ordered = entries.toArray(TensorEntry[]::new);
    Arrays.sort(
        ordered, Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long covered = 0;
    TensorEntry before = null;
    for (TensorEntry entry : ordered) {
      if (entry.end() > dataBytes) {
        throw new MalformedException(
            "%s ends at byte %d of the data, but the file has only %d"
                .formatted(entry.quoted(), entry.end(), dataBytes));
      }
      if (entry.begin() < covered) {
        throw new MalformedException("%s overlaps %s".formatted(entry.quoted(), quoted(before)));
      }
      if (entry.begin() > covered) {
        throw new MalformedException(
            "there is a gap of %d bytes between %s and %s"
                .formatted(entry.begin() - covered, quoted(before), entry.quoted()));
      }
      covered = entry.end();
      before = entry;
    }
    if (covered < dataBytes) {
      throw new MalformedException(
          "%d bytes follow %s".formatted(dataBytes - covered, quoted(before)));
    }
  }

  private static String quoted(@Nullable TensorEntry entry) {
    return entry == null ? "the header" : entry.quoted();
  }
}
