// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.simd.kernel.VectorUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What we know of the CPU. Shapes speed only, never a bit of a result.
 *
 * @param vectorBits width of a vector, from the Vector API
 * @param vectorRegisters how many the compiler has
 * @param cores processors available to this JVM
 * @param l1Bytes L1 data cache of one core
 * @param l2Bytes L2 cache as one core sees it
 * @param l3Bytes last-level cache, shared
 */
record Machine(
    int vectorBits, int vectorRegisters, int cores, int l1Bytes, int l2Bytes, int l3Bytes) {

  // Where the system does not tell: the smallest sizes of current server and laptop cores, since a
  // block
  // that is too small costs a few per cent and one that is too large can cost half.
  private static final int DEFAULT_L1 = 32 << 10;
  private static final int DEFAULT_L2 = 512 << 10;
  private static final int DEFAULT_L3 = 4 << 20;

  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /** Looks at this machine: the Vector API, the JVM and, on Linux, /sys. */
  static Machine detect() {
    return detect(CACHES);
  }

  static Machine detect(Path caches) {
    int l1 = DEFAULT_L1;
    int l2 = DEFAULT_L2;
    int l3 = DEFAULT_L3;
    for (int index = 0; Files.isDirectory(caches.resolve("index" + index)); index++) {
      Path cache = caches.resolve("index" + index);
      String type = read(cache.resolve("type"));
      int bytes = bytes(read(cache.resolve("size")));
      if (type.equals("Instruction") || bytes <= 0) {
        continue;
      }
      switch (read(cache.resolve("level"))) {
        case "1" -> l1 = bytes;
        case "2" -> l2 = bytes;
        case "3" -> l3 = bytes;
        default -> {}
      }
    }
    return new Machine(
        VectorUnit.bits(),
        VectorUnit.registers(),
        Runtime.getRuntime().availableProcessors(),
        l1,
        l2,
        l3);
  }

  /** Returns "1024K" or "32M" in bytes; 0 if it is neither. */
  private static int bytes(String size) {
    if (!size.matches("\\d{1,6}[KM]")) {
      return 0;
    }
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return (int) Math.min(Integer.MAX_VALUE, size.endsWith("K") ? number << 10 : number << 20);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException | SecurityException e) {
      return ""; // not told: the default stands
    }
  }
}
