// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @TempDir Path caches;

  @Test
  void cacheSizesComeFromTheSystem() throws IOException {
    cache(0, "1", "Data", "48K");
    cache(1, "1", "Instruction", "32K");
    cache(2, "2", "Unified", "2048K");
    cache(3, "3", "Unified", "32M");
    Machine machine = Machine.detect(caches);
    assertEquals(48 << 10, machine.l1Bytes());
    assertEquals(2 << 20, machine.l2Bytes());
    assertEquals(32 << 20, machine.l3Bytes());
  }

  @Test
  void whatTheSystemDoesNotTellHasADefault() throws IOException {
    cache(0, "1", "Data", "nonsense");
    cache(1, "2", "Unified", "0K");
    Machine machine = Machine.detect(caches);
    assertEquals(32 << 10, machine.l1Bytes());
    assertEquals(512 << 10, machine.l2Bytes());
    assertEquals(4 << 20, machine.l3Bytes());
  }

  @Test
  void thisMachineIsPlausible() {
    Machine machine = Machine.detect();
    assertTrue(machine.vectorBits() >= 64, machine::toString);
    assertTrue(machine.vectorRegisters() >= 16, machine::toString);
    assertTrue(machine.l1Bytes() >= 8 << 10, machine::toString);
    assertTrue(machine.l2Bytes() >= machine.l1Bytes(), machine::toString);
  }

  private void cache(int index, String level, String type, String size) throws IOException {
    Path directory = Files.createDirectory(caches.resolve("index" + index));
    Files.writeString(directory.resolve("level"), level + "\n");
    Files.writeString(directory.resolve("type"), type + "\n");
    Files.writeString(directory.resolve("size"), size + "\n");
  }
}
