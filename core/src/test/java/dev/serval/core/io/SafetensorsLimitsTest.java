// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit at its edge, and what hostile headers cost. */
class SafetensorsLimitsTest {

  /** Reading a file of n bytes may allocate this many and four times n. */
  private static final long FREE_BYTES = 1 << 16;

  @TempDir private Path directory;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("m"), bytes);
  }

  private static String header(int tensors) {
    return IntStream.range(0, tensors)
        .mapToObj(i -> "\"" + i + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String metadata(int entries) {
    return IntStream.range(0, entries)
        .mapToObj(i -> "\"" + i + "\":\"\"")
        .collect(Collectors.joining(",", "{\"__metadata__\":{", "}}"));
  }

  private void assertRefused(String wrong, Path file) {
    TensorFileException e = assertThrows(TensorFileException.class, () -> Safetensors.read(file));
    assertEquals(
        file + ": " + wrong + "; the file is damaged; write or download it again", e.getMessage());
  }

  @Test
  void tensorsAreCounted() throws IOException {
    int max = Safetensors.MAX_TENSORS;
    assertEquals(max, Safetensors.read(file(Bytes.file(header(max), 0))).tensors().size());
    assertRefused("it has more than 4096 tensors", file(Bytes.file(header(max + 1), 0)));
  }

  @Test
  void metadataEntriesAreCounted() throws IOException {
    int max = Safetensors.MAX_METADATA_ENTRIES;
    assertEquals(max, Safetensors.read(file(Bytes.file(metadata(max), 0))).metadata().size());
    assertRefused("it has more than 256 metadata entries", file(Bytes.file(metadata(max + 1), 0)));
  }

  @Test
  void headerBytesAreLimited() throws IOException {
    int max = Safetensors.MAX_HEADER_BYTES;
    String blanks = "{" + " ".repeat(max - 2) + "}";
    assertEquals(0, Safetensors.read(file(Bytes.file(blanks, 0))).tensors().size());
    assertRefused(
        "has a header of 4194305 bytes, more than the limit of 4194304",
        file(Bytes.file(blanks + " ", 0)));
  }

  @Test
  void hundredMegabytesOfHeaderAreNotEvenRead() throws IOException {
    Path file = directory.resolve("m");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(new byte[] {0, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{'});
      sparse.setLength(8 + 100_000_000);
    }
    String wrong = "has a header of 100000000 bytes, more than the limit of 4194304";
    assertRefused(wrong, file);
    long allocated = allocatedBy(() -> assertRefused(wrong, file));
    assertTrue(allocated <= FREE_BYTES, allocated + " bytes allocated");
  }

  /** Headers that are right, or wrong only where {@link Header} looks last. */
  static Stream<Arguments> costlyHeaders() {
    String text = "x".repeat(200_000);
    String wideNames =
        IntStream.range(0, 2000)
            .mapToObj(
                i ->
                    "\"漢"
                        + "x".repeat(300)
                        + i
                        + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")
            .collect(Collectors.joining(",", "{", "}"));
    return Stream.of(
        arguments("100,000 tensors", header(100_000)),
        arguments("as many tensors as allowed", header(Safetensors.MAX_TENSORS)),
        arguments("many long names with a wide character", wideNames),
        arguments(
            "as many metadata entries as allowed", metadata(Safetensors.MAX_METADATA_ENTRIES)),
        arguments("one long name", "{\"" + text + "\":{}}"),
        arguments("one long unknown member", "{\"a\":{\"" + text + "\":1}}"),
        arguments("long metadata", "{\"__metadata__\":{\"a\":\"" + text + "\"}}"),
        arguments(
            "long metadata of three-byte characters",
            "{\"__metadata__\":{\"a\":\"" + "漢".repeat(60_000) + "\"}}"),
        arguments(
            "long metadata, one wide character", "{\"__metadata__\":{\"a\":\"漢" + text + "\"}}"),
        arguments(
            "long metadata of escapes",
            "{\"__metadata__\":{\"a\":\"" + "\\u6f22\\n".repeat(30_000) + "\"}}"),
        arguments("deep objects", "{\"a\":".repeat(100_000)),
        arguments("deep arrays", "{\"a\":{\"shape\":" + "[".repeat(100_000)),
        arguments(
            "a claim of 2^62 elements",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,1]}}"),
        arguments(
            "a claim of 2^62 elements as 2^31×2^31",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483648,2147483648],\"data_offsets\":[0,1]}}"),
        arguments(
            "a claim of 2^33 bytes",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[32768,65536],\"data_offsets\":[0,8589934592]}}"));
  }

  /**
   * With one byte too many at the end of the file, everything else is checked before it is refused.
   */
  @ParameterizedTest
  @MethodSource("costlyHeaders")
  void refusingAllocatesAccordingToTheFilesLength(String what, String header) throws IOException {
    byte[] bytes = Bytes.file(header, 1);
    Path file = file(bytes);
    readOrRefuse(file); // classes are loaded now
    long allocated =
        allocatedBy(() -> assertThrows(TensorFileException.class, () -> Safetensors.read(file)));
    assertTrue(
        allocated <= FREE_BYTES + 4L * bytes.length,
        () -> "%s: %d bytes allocated for %d".formatted(what, allocated, bytes.length));
    readOrRefuse(file(Bytes.file(header, 0)));
  }

  @Test
  void readingAllocatesLittleMoreThanTheData() throws IOException {
    byte[] bytes =
        Bytes.file(
            "{\"a\":{\"dtype\":\"F64\",\"shape\":[100,1000],\"data_offsets\":[0,800000]}}",
            800_000);
    Path file = file(bytes);
    readOrRefuse(file);
    long allocated = allocatedBy(() -> readOrRefuse(file));
    assertTrue(allocated <= 2 * FREE_BYTES + bytes.length, allocated + " bytes allocated");
  }

  private static void readOrRefuse(Path file) {
    try {
      Safetensors.read(file);
    } catch (TensorFileException e) {
      Bytes.assertOneLine(String.valueOf(e.getMessage()));
      assertTrue(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8).length < 500);
    }
  }

  private static long allocatedBy(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
