// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads and writes NumPy's NPY files: magic, version, length of the header, the header (a Python
 * dictionary in ASCII), the elements. Written are format 1.0, little-endian {@code <f4} and {@code
 * <f8}, row-major; read are formats 1.0 and 2.0, either byte order, row-major and Fortran order,
 * vectors and matrices. Everything else (objects, which are pickles; records; whole numbers; other
 * shapes) is refused by name.
 *
 * <p>Source: {@code numpy.lib.format}, the format's description in NumPy's documentation.
 */
public final class Npy {

  /** The longest header that is read: NumPy's own limit. */
  public static final int MAX_HEADER_BYTES = 10_000;

  static final String MAGIC = "\u0093NUMPY";

  /** Magic and version. */
  private static final int FIRST_BYTES = 8;

  /** NumPy aligns the elements to this many bytes. */
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @param file a regular file
   * @return a new row-major matrix; a vector of n elements is n×1
   * @throws TensorFileException if the file cannot be read or is not what it must be
   */
  public static Matrix read(Path file) throws TensorFileException {
    TensorFileException.requireFile(file);
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] first = new byte[(int) Math.min(channel.size(), FileKind.SNIFFED_BYTES)];
      MatrixBytes.readFully(channel, ByteBuffer.wrap(first));
      if (!new String(first, StandardCharsets.ISO_8859_1).startsWith(MAGIC)) {
        FileKind kind = FileKind.of(first);
        throw new MalformedException(
            (kind == null ? "is not" : "is " + kind.name() + ", not") + " a NumPy array (NPY)",
            "name a file that numpy.save wrote");
      }
      return read(channel.position(0), channel.size(), "array").values();
    } catch (MalformedException e) {
      throw e.of(file);
    } catch (IOException e) {
      throw TensorFileException.of(file, e);
    }
  }

  /**
   * Reads an array from a channel.
   *
   * @param size how many bytes it has, header and elements; checked before anything is allocated
   * @param name of the result
   */
  static Tensor read(ReadableByteChannel in, long size, String name)
      throws IOException, MalformedException {
    if (size < FIRST_BYTES + 2) {
      throw new MalformedException("has " + size + " bytes, too few for a NumPy array");
    }
    byte[] first = bytes(in, FIRST_BYTES);
    String magic = new String(first, 0, MAGIC.length(), StandardCharsets.ISO_8859_1);
    if (!magic.equals(MAGIC)) {
      throw new MalformedException("does not begin as a NumPy array does");
    }
    int version = first[6];
    if ((version != 1 && version != 2) || first[7] != 0) {
      throw new MalformedException(
          "is a NumPy array of format %d.%d, and only 1.0 and 2.0 are read"
              .formatted(version, first[7]),
          "save it with numpy.save as an array of float32 or float64");
    }
    int lengthBytes = 2 * version;
    ByteBuffer length = ByteBuffer.wrap(bytes(in, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    long headerBytes = version == 1 ? length.getShort() & 0xFFFF : length.getInt() & 0xFFFF_FFFFL;
    long begin = FIRST_BYTES + lengthBytes + headerBytes;
    if (headerBytes > MAX_HEADER_BYTES || begin > size) {
      throw new MalformedException(
          "claims a NumPy header of %d bytes; there are %d, and %d are allowed"
              .formatted(headerBytes, Math.max(0, size - begin + headerBytes), MAX_HEADER_BYTES));
    }
    NpyHeader header = NpyHeader.parse(bytes(in, (int) headerBytes), size - begin);
    int rows = header.fortran() ? header.cols() : header.rows();
    int cols = header.fortran() ? header.rows() : header.cols();
    Matrix values = MatrixBytes.read(in, header.order(), header.type(), rows, cols);
    return new Tensor(name, header.rank(), header.fortran() ? values.transposed().copy() : values);
  }

  private static byte[] bytes(ReadableByteChannel in, int count) throws IOException {
    byte[] result = new byte[count];
    MatrixBytes.readFully(in, ByteBuffer.wrap(result));
    return result;
  }

  /**
   * Writes a matrix as an array of shape (rows, cols), replacing the file as a whole (see {@link
   * AtomicFile}). Equal matrices give equal bytes.
   *
   * @param file the target; its directory must exist
   * @param matrix read
   * @throws IOException naming the file, if it cannot be written; it is then as it was
   */
  public static void write(Path file, Matrix matrix) throws IOException {
    AtomicFile.write(file, out -> write(Tensor.matrix("array", matrix), out));
  }

  /** Writes header and elements. */
  static void write(Tensor tensor, OutputStream out) throws IOException {
    out.write(header(tensor));
    MatrixBytes.write(tensor.values(), out);
  }

  /** Returns how many bytes {@link #write(Tensor, OutputStream)} writes. */
  static long size(Tensor tensor) {
    return header(tensor).length + MatrixBytes.size(tensor.values());
  }

  private static byte[] header(Tensor tensor) {
    Matrix values = tensor.values();
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d,%s), }"
            .formatted(
                values.type() == ElementType.FLOAT32 ? "<f4" : "<f8",
                values.rows(),
                tensor.rank() == 1 ? "" : " " + values.cols());
    int unpadded = FIRST_BYTES + 2 + dictionary.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    ByteBuffer header = ByteBuffer.allocate(unpadded + padding).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
    header.putShort((short) (header.capacity() - FIRST_BYTES - 2));
    String text = dictionary + " ".repeat(padding) + "\n";
    return header.put(text.getBytes(StandardCharsets.US_ASCII)).array();
  }
}
