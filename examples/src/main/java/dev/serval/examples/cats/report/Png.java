// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes pictures as PNG (ISO/IEC 15948): 8 bits, red, green, blue, every row with the Paeth
 * filter. AWT can do that too, and takes a third of a second to load.
 */
public final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Bytes per pixel, which is how far left the filter looks. */
  private static final int PIXEL = 3;

  private static final byte PAETH = 4;

  private Png() {}

  /**
   * Returns the file as text that an {@code img} element takes for its source.
   *
   * @param rgb height·width·3 bytes, row by row
   * @param height rows
   * @param width columns
   */
  public static String dataUri(byte[] rgb, int height, int width) {
    byte[] png = encode(rgb, height, width);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /**
   * Returns the bytes of the file.
   *
   * @param rgb height·width·3 bytes, row by row
   * @param height rows, ≥ 1
   * @param width columns, ≥ 1
   */
  public static byte[] encode(byte[] rgb, int height, int width) {
    if (height < 1 || width < 1 || rgb.length != (long) height * width * PIXEL) {
      throw new IllegalArgumentException(
          "png: %d×%d×%d; there are %d bytes".formatted(height, width, PIXEL, rgb.length));
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(width);
      fields.writeInt(height);
      // 8 bits a sample, colour type RGB, the only compression, the only set of filters, in order.
      fields.write(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", deflated(filtered(rgb, height, width * PIXEL)));
      chunk(out, "IEND", new byte[0]);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // to memory: does not happen
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bytes);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  /** Returns rows of one byte more: the filter's number, then differences from predictions. */
  private static byte[] filtered(byte[] rgb, int height, int rowBytes) {
    byte[] result = new byte[height * (rowBytes + 1)];
    for (int y = 0; y < height; y++) {
      int row = y * rowBytes;
      int to = y * (rowBytes + 1);
      result[to] = PAETH;
      for (int x = 0; x < rowBytes; x++) {
        int left = x < PIXEL ? 0 : rgb[row + x - PIXEL] & 0xFF;
        int above = y == 0 ? 0 : rgb[row + x - rowBytes] & 0xFF;
        int corner = x < PIXEL || y == 0 ? 0 : rgb[row + x - rowBytes - PIXEL] & 0xFF;
        result[to + 1 + x] = (byte) (rgb[row + x] - paeth(left, above, corner));
      }
    }
    return result;
  }

  /** Returns the neighbour nearest to left + above − corner; of equals, the first named. */
  private static int paeth(int left, int above, int corner) {
    int estimate = left + above - corner;
    int toLeft = Math.abs(estimate - left);
    int toAbove = Math.abs(estimate - above);
    int toCorner = Math.abs(estimate - corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
