// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The bytes of one picture, equal to those of another if all are; a key for sets. The hash is a
 * checksum, which the JVM computes fast even while it interprets everything else: a buffer's hash
 * took 20 ms of a start.
 */
final class PictureBytes {

  private final byte[] pixels;
  private final int from;
  private final int length;
  private final int hash;

  /**
   * Takes a part of an array.
   *
   * @param pixels not copied
   * @param from first byte
   * @param length how many
   */
  PictureBytes(byte[] pixels, int from, int length) {
    this.pixels = pixels;
    this.from = from;
    this.length = length;
    CRC32 checksum = new CRC32();
    checksum.update(pixels, from, length);
    hash = (int) checksum.getValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PictureBytes that
        && hash == that.hash
        && Arrays.equals(
            pixels, from, from + length, that.pixels, that.from, that.from + that.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
