// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

  @Test
  void aNewFileIsNotLeftBehind(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("new/report.md");
    OutputFile.requireWritable(file);
    assertFalse(Files.exists(file));
    Files.writeString(file, "its directory is there");
  }

  @Test
  void anOldFileKeepsWhatItSays(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("report.md"), "old");
    OutputFile.requireWritable(file);
    assertEquals("old", Files.readString(file));
  }

  @Test
  void whatCannotBeAFileIsRefusedInOneLineWithItsName(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    for (Path wrong :
        new Path[] {directory, file.resolve("report.md"), file.resolve("deep/report.md")}) {
      IOException refusal =
          assertThrows(IOException.class, () -> OutputFile.requireWritable(wrong));
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.startsWith(wrong + ": cannot be written: "), message);
      assertEquals(1, message.lines().count(), message);
      assertFalse(message.contains("null"), message);
    }
  }
}
