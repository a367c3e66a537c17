// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.Matrix;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of matrices, to tell whether two runs gave the same bits. */
public final class Digest {

  private Digest() {}

  /**
   * Returns the SHA-256 of the elements of all matrices, one after the other, each row-major,
   * little-endian and in its own element type: as NumPy's {@code sha256(W1.tobytes() + b1.tobytes()
   * + …)} on a little-endian machine. Strides and offsets do not matter; shapes are not part of it.
   *
   * @param matrices in order, such as W1, b1, W2, b2, …; read
   * @return 64 hexadecimal digits in lower case
   */
  public static String sha256(List<? extends Matrix> matrices) {
    MessageDigest digest = newSha256();
    OutputStream into =
        new OutputStream() {
          @Override
          public void write(int b) {
            digest.update((byte) b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
          }
        };
    try {
      for (Matrix matrix : matrices) {
        MatrixBytes.write(matrix, into);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a digest has no input or output", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
