// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the report says of the machine, as far as the operating system tells. */
final class Machine {

  /** Sizes taken where the system tells none; common ones. */
  private static final long[] USUAL_CACHE_BYTES = {32 << 10, 1 << 20, 32 << 20};

  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  private Machine() {}

  static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      List<String> all = lines.toList();
      return value(all, "model name")
          + ", family "
          + value(all, "cpu family")
          + " model "
          + value(all, "model");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.split(":", 2)[0].strip().equals(key))
        .map(line -> line.split(":", 2)[1].strip())
        .findFirst()
        .orElse("?");
  }

  /** Returns the sizes of L1d, L2 and L3 in bytes, as many as there are. */
  static List<Long> cacheBytes() {
    List<Long> sizes = new ArrayList<>();
    for (int index = 0; index < 8; index++) {
      Path cache = CACHES.resolve("index" + index);
      try {
        if (!Files.readString(cache.resolve("type")).strip().equals("Instruction")) {
          String size = Files.readString(cache.resolve("size")).strip();
          long unit = size.endsWith("M") ? 1 << 20 : 1 << 10;
          sizes.add(Long.parseLong(size.replaceAll("\\D", "")) * unit);
        }
      } catch (IOException e) {
        break;
      }
    }
    if (sizes.isEmpty()) {
      for (long bytes : USUAL_CACHE_BYTES) {
        sizes.add(bytes);
      }
    }
    return sizes;
  }

  static String jdk() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
  }

  static String load() {
    try {
      return String.join(
          " ", List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)).subList(0, 3));
    } catch (IOException e) {
      return "unknown";
    }
  }
}
