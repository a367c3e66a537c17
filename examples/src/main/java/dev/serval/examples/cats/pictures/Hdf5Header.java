// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first look at an HDF5 file, before a parser sees it: is it one at all, and is it all there?
 * Layout from the HDF5 File Format Specification 3.0, section II.A (superblock).
 */
final class Hdf5Header {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private Hdf5Header() {}

  /**
   * Returns the bytes of a file that has an HDF5 superblock and is as long as that says.
   *
   * @param file an existing regular file
   * @throws InputException if it is something else, larger than {@link
   *     Hdf5Pictures#MAX_PIXEL_BYTES}, or cut short
   */
  static byte[] readAndCheck(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Foreign.HEAD_BYTES);
      Foreign.refuseKnownStrangers(file, head, "HDF5 file");
      long size = Files.size(file);
      if (size > Hdf5Pictures.MAX_PIXEL_BYTES) {
        throw InputException.of(
            file,
            "the file has %d MB; files up to %d MB are read"
                .formatted(size >> 20, Hdf5Pictures.MAX_PIXEL_BYTES >> 20));
      }
      if (superblock(head) < 0 && size <= Foreign.HEAD_BYTES) {
        throw InputException.of(file, strange(head));
      }
      byte[] rest = in.readAllBytes();
      bytes = Arrays.copyOf(head, head.length + rest.length);
      System.arraycopy(rest, 0, bytes, head.length, rest.length);
    } catch (IOException e) {
      throw InputException.of(file, "could not be read (" + e.getMessage() + ")", e);
    }
    int at = superblock(bytes);
    if (at < 0) {
      throw InputException.of(file, strange(bytes));
    }
    long end = endOfFile(bytes, at);
    if (end > bytes.length) {
      throw InputException.of(
          file,
          "the HDF5 file is truncated: it has %d bytes and its header says %d; fetch it again"
              .formatted(bytes.length, end));
    }
    return bytes;
  }

  private static String strange(byte[] head) {
    if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return "is a ZIP or NPZ file; only HDF5 files and folders of pictures are read so far";
    }
    return "is not an HDF5 file (it does not begin with HDF5's signature); give the course's .h5"
        + " file";
  }

  /** Returns where the superblock begins: at 0, 512, 1024, 2048 …; −1 if nowhere. */
  private static int superblock(byte[] bytes) {
    for (long at = 0; at + SIGNATURE.length <= bytes.length; at = at == 0 ? 512 : at * 2) {
      int begin = (int) at;
      if (Arrays.equals(bytes, begin, begin + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
        return begin;
      }
    }
    return -1;
  }

  /**
   * Returns the end-of-file address of the superblock, or one byte more than there is if the
   * superblock itself is cut. Versions 0 and 1 keep it after 24 or 28 bytes and two addresses, 2
   * and 3 after 12 bytes and two addresses. An unknown version is left to the parser.
   */
  private static long endOfFile(byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int missing = bytes.length + 1;
    if (at + 14 > bytes.length) {
      return missing;
    }
    int version = bytes[at + 8];
    int addressBytes;
    int position;
    switch (version) {
      case 0, 1 -> {
        addressBytes = bytes[at + 13];
        position = at + (version == 0 ? 24 : 28) + 2 * addressBytes;
      }
      case 2, 3 -> {
        addressBytes = bytes[at + 9];
        position = at + 12 + 2 * addressBytes;
      }
      default -> {
        return 0;
      }
    }
    if (addressBytes != Long.BYTES && addressBytes != Integer.BYTES) {
      return 0;
    }
    if (position + addressBytes > bytes.length) {
      return missing;
    }
    return addressBytes == Long.BYTES
        ? buffer.getLong(position)
        : buffer.getInt(position) & 0xFFFF_FFFFL;
  }
}
