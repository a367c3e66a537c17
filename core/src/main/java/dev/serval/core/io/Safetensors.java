// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes safetensors files: 8 bytes length of the header (little-endian), the header
 * (JSON), the elements of all tensors (row-major, little-endian). Vectors and matrices of F32 and
 * F64 with text metadata; other types and more dimensions are refused by name. NaN and infinities
 * are data like any other.
 *
 * <p>Reading accounts for every byte of the file and allocates no more than about four times its
 * length, whatever the header claims. A file is not to be changed while it is read.
 */
public final class Safetensors {

  /**
   * The longest header that is read or written. The format allows 100,000,000 bytes, but the header
   * is held in memory, and {@link #MAX_TENSORS} tensors of usual names need less than 1 MB.
   */
  public static final int MAX_HEADER_BYTES = 1 << 22;

  /** The most tensors in a file: a network of 2,048 layers. */
  public static final int MAX_TENSORS = 4096;

  /** The most metadata entries in a file. */
  public static final int MAX_METADATA_ENTRIES = 256;

  /** The most elements of one tensor, and its largest size: what one Java array holds. */
  static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final int LENGTH_BYTES = 8;
  private static final String AGAIN = "the file is damaged; write or download it again";

  private Safetensors() {}

  /**
   * Reads a file.
   *
   * @param file a regular file
   * @return its tensors in the order of the header, row-major, and its metadata
   * @throws TensorFileException if the file cannot be read or is not what it must be
   */
  public static TensorFile read(Path file) throws TensorFileException {
    TensorFileException.requireFile(file);
    try (FileChannel channel = FileChannel.open(file)) {
      return read(file, channel);
    } catch (IOException e) {
      throw TensorFileException.of(file, e);
    }
  }

  private static TensorFile read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    byte[] first = new byte[(int) Math.min(size, FileKind.SNIFFED_BYTES)];
    MatrixBytes.readFully(channel, ByteBuffer.wrap(first));
    if (size < LENGTH_BYTES) {
      throw notSafetensors(file, first, "has " + size + " bytes, too few for a safetensors file");
    }
    long headerBytes = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerBytes < 0 || headerBytes > size - LENGTH_BYTES) {
      throw notSafetensors(
          file,
          first,
          "claims a header of %s bytes, but has only %d bytes after its length"
              .formatted(Long.toUnsignedString(headerBytes), size - LENGTH_BYTES));
    }
    if (headerBytes > MAX_HEADER_BYTES) {
      throw notSafetensors(
          file,
          first,
          "has a header of %d bytes, more than the limit of %d"
              .formatted(headerBytes, MAX_HEADER_BYTES));
    }
    if (headerBytes == 0 || first[LENGTH_BYTES] != '{') {
      throw notSafetensors(file, first, "has a header that does not begin with '{'");
    }
    byte[] header = new byte[(int) headerBytes];
    MatrixBytes.readFully(channel.position(LENGTH_BYTES), ByteBuffer.wrap(header));
    long data = LENGTH_BYTES + headerBytes;
    Header parsed;
    try {
      parsed = Header.parse(header, size - data);
    } catch (MalformedException e) {
      throw e.of(file);
    }
    List<Tensor> tensors = new ArrayList<>(parsed.entries().size());
    for (TensorEntry entry : parsed.entries()) {
      channel.position(data + entry.begin());
      Matrix values =
          MatrixBytes.read(
              channel, ByteOrder.LITTLE_ENDIAN, entry.type(), entry.rows(), entry.cols());
      tensors.add(new Tensor(entry.name(), entry.rank(), values));
    }
    return new TensorFile(tensors, parsed.metadata());
  }

  private static TensorFileException notSafetensors(Path file, byte[] first, String wrong) {
    if (first.length == 0) {
      return new TensorFileException(file, "is empty", "write or download it again", null);
    }
    FileKind kind = FileKind.of(first);
    return kind == null
        ? new TensorFileException(file, wrong, AGAIN, null)
        : new TensorFileException(
            file, "is " + kind.name() + ", not a safetensors file", kind.remedy(), null);
  }

  /**
   * Writes a file, replacing it as a whole (see {@link AtomicFile}). Equal content gives equal
   * bytes: metadata first, sorted by key, then the tensors in their order, without gaps; the header
   * is padded with spaces to a multiple of 8 bytes.
   *
   * @param file the target; its directory must exist
   * @param content what to write; read
   * @throws IOException naming the file, if it cannot be written; it is then as it was
   * @throws IllegalArgumentException if names and metadata need more than {@link #MAX_HEADER_BYTES}
   */
  public static void write(Path file, TensorFile content) throws IOException {
    byte[] header = header(content);
    AtomicFile.write(
        file,
        out -> {
          writeLength(header.length, out);
          out.write(header);
          for (Tensor tensor : content.tensors()) {
            MatrixBytes.write(tensor.values(), out);
          }
        });
  }

  private static void writeLength(long length, OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
  }

  private static byte[] header(TensorFile content) {
    String text = headerText(content);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    String padded = text + " ".repeat(Math.floorMod(-bytes, LENGTH_BYTES));
    byte[] header = padded.getBytes(StandardCharsets.UTF_8);
    if (header.length > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "safetensors: names and metadata need a header of %d bytes; at most %d are allowed"
              .formatted(header.length, MAX_HEADER_BYTES));
    }
    return header;
  }

  /** Returns the header's JSON, without padding. */
  static String headerText(TensorFile content) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    if (!content.metadata().isEmpty()) {
      json.name(Tensor.METADATA).beginObject();
      for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
        json.name(entry.getKey()).string(entry.getValue());
      }
      json.endObject();
    }
    long begin = 0;
    for (Tensor tensor : content.tensors()) {
      long end = begin + MatrixBytes.size(tensor.values());
      json.name(tensor.name()).beginObject();
      json.name("dtype").string(dtype(tensor.values().type()));
      json.name("shape").wholeNumbers(tensor.shape());
      json.name("data_offsets").wholeNumbers(List.of(begin, end));
      json.endObject();
      begin = end;
    }
    json.endObject();
    return json.toString();
  }

  private static String dtype(ElementType type) {
    return switch (type) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
    };
  }
}
