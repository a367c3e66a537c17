// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Arrays of float64, little-endian, without a header: what every process and language can read. */
public final class RawFile {

  private RawFile() {}

  /** Writes all values. */
  public static void write(Path file, double[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    Files.write(file, bytes.array());
  }

  /** Reads all values. */
  public static double[] read(Path file) throws IOException {
    return read(file, Math.toIntExact(Files.size(file) / Double.BYTES));
  }

  /** Reads the first {@code count} values. */
  public static double[] read(Path file, int count) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      double[] values = new double[count];
      channel
          .map(FileChannel.MapMode.READ_ONLY, 0, (long) count * Double.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(values);
      return values;
    }
  }
}
