// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link AtomicFile}: what is there before, after, and when a step fails. */
class AtomicFileTest {

  private static final byte[] NEW = new byte[200_000];

  static {
    Arrays.fill(NEW, (byte) 'n');
  }

  @TempDir private Path directory;

  private Path old() throws IOException {
    return Files.writeString(directory.resolve("file"), "old");
  }

  private void assertOldAndAlone(Path file) throws IOException {
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("file"), Bytes.names(directory));
  }

  private static String assertFails(Path file, AtomicFile.Content content) {
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, content));
    Bytes.assertOneLine(String.valueOf(e.getMessage()));
    return String.valueOf(e.getMessage());
  }

  @Test
  void newContentReplacesTheOldAndNothingElseIsLeft() throws IOException {
    Path file = old();
    AtomicFile.write(file, NEW);
    assertEquals(new String(NEW, StandardCharsets.UTF_8), Files.readString(file));
    AtomicFile.write(file, new byte[0]);
    assertEquals(0, Files.size(file));
    AtomicFile.write(
        file,
        out -> {
          out.write('a');
          out.write(new byte[] {'x', 'b', 'x'}, 1, 1);
        });
    assertEquals("ab", Files.readString(file));
    assertEquals(List.of("file"), Bytes.names(directory));
  }

  @Test
  void fileIsCreatedWhereNoneWas() throws IOException {
    AtomicFile.write(directory.resolve("fresh"), NEW);
    assertEquals(List.of("fresh"), Bytes.names(directory));
    String longest = "漢".repeat(83) + "x";
    AtomicFile.write(directory.resolve(longest), NEW);
    assertEquals(NEW.length, Files.size(directory.resolve(longest)));
  }

  @Test
  void contentIsUnderARecognisableNameUntilItIsComplete() throws IOException {
    Path file = old();
    AtomicFile.write(
        file,
        out -> {
          out.write(NEW);
          List<String> names = Bytes.names(directory);
          assertEquals(2, names.size());
          assertTrue(names.get(0).matches("\\.file\\.tmp-[0-9a-f]{16}"), names.get(0));
          assertEquals("old", Files.readString(file));
        });
  }

  @Test
  void contentMayCloseItsStream() throws IOException {
    Path file = old();
    AtomicFile.write(
        file,
        out -> {
          try (out) {
            out.write(NEW);
          }
        });
    assertEquals(NEW.length, Files.size(file));
  }

  @Test
  void failingContentKeepsTheOldFile() throws IOException {
    Path file = old();
    String message =
        assertFails(
            file,
            out -> {
              out.write(NEW);
              throw new IOException("No space left on device");
            });
    assertEquals(file + ": cannot be written: No space left on device", message);
    assertOldAndAlone(file);

    IllegalStateException bug = new IllegalStateException();
    AtomicFile.Content throwing =
        out -> {
          out.write(NEW);
          throw bug;
        };
    assertSame(
        bug, assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, throwing)));
    assertOldAndAlone(file);
  }

  @Test
  void placesWhereNoFileCanBeAreNamed() throws IOException {
    Path file = old();
    assertEquals(
        directory + ": cannot be written: it is a directory; name a file in it",
        assertFails(directory, out -> out.write(NEW)));
    Path lost = directory.resolve("missing").resolve("file");
    assertEquals(
        lost
            + ": cannot be written: its directory "
            + directory.resolve("missing")
            + " does not exist; create it first",
        assertFails(lost, out -> out.write(NEW)));
    Path below = file.resolve("below");
    assertEquals(
        below + ": cannot be written: its directory " + file + " does not exist; create it first",
        assertFails(below, out -> out.write(NEW)));
    assertOldAndAlone(file);
  }

  @Test
  void devicesAreNotReplaced() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "skipped: there is no /dev/null here");
    assertEquals(
        "/dev/null: cannot be written: it is not a regular file; name another",
        assertFails(device, out -> out.write(NEW)));
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void unwritableDirectoryIsNamed() throws IOException {
    Path file = old();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      Assumptions.assumeFalse(
          Files.isWritable(directory), "skipped: this user may write everywhere");
      assertEquals(
          file + ": cannot be written: permission denied",
          assertFails(file, out -> out.write(NEW)));
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertOldAndAlone(file);
  }

  @Test
  void permissionsOfTheOldFileAreKept() throws IOException {
    Path file = old();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    AtomicFile.write(file, NEW);
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void symbolicLinkIsFollowed() throws IOException {
    Path file = old();
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    AtomicFile.write(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(NEW.length, Files.size(file));
    assertEquals(List.of("file", "link"), Bytes.names(directory));
  }

  @Test
  void everyStepThatFailsKeepsTheOldFileAndNamesIt() throws IOException {
    int n = 1;
    while (true) {
      Path file = old();
      FaultyDisk disk = new FaultyDisk(n, false);
      try {
        AtomicFile.write(file, out -> out.write(NEW), disk);
        break;
      } catch (IOException e) {
        assertEquals(
            file + ": cannot be written: No space left on device", e.getMessage(), disk::toString);
        assertOldAndAlone(file);
        assertEquals(0, disk.open(), disk::toString);
      }
      n++;
    }
    assertEquals(NEW.length, Files.size(directory.resolve("file")));
    // create, write (200,000 bytes pass the buffer at once), force, close, permissions, rename
    assertEquals(7, n);
  }

  @Test
  void crashAtEveryStepLeavesTheOldFileOrTheNew() throws IOException {
    for (int n = 1; n <= 7; n++) {
      Path file = old();
      FaultyDisk disk = new FaultyDisk(n, true);
      try {
        AtomicFile.write(file, out -> out.write(NEW), disk);
      } catch (IOException e) {
        assertTrue(disk.failed());
      }
      byte[] found = Files.readAllBytes(file);
      boolean complete = found.length == NEW.length;
      assertTrue(
          complete || new String(found, StandardCharsets.UTF_8).equals("old"), disk::toString);
      assertEquals(n == 7, complete);
    }
  }

  @Test
  void contentIsOnTheDiskBeforeTheRenameAndTheDirectoryAfterIt() throws IOException {
    Path file = old();
    FaultyDisk disk = new FaultyDisk(Integer.MAX_VALUE, false);
    AtomicFile.write(file, out -> out.write(NEW), disk);
    assertEquals(
        List.of("create", "write", "force", "close", "permissions", "rename", "syncDirectory"),
        disk.steps());
  }

  @Test
  void readersFindACompleteFileAtEveryMoment() throws Exception {
    Path file = directory.resolve("file");
    byte[][] contents = {new byte[50_000], new byte[90_000]};
    Arrays.fill(contents[1], (byte) 1);
    AtomicFile.write(file, contents[0]);
    AtomicBoolean done = new AtomicBoolean();
    int[] torn = {0};
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                try {
                  byte[] found = Files.readAllBytes(file);
                  if (!Arrays.equals(found, contents[0]) && !Arrays.equals(found, contents[1])) {
                    torn[0]++;
                  }
                } catch (IOException e) {
                  torn[0]++;
                }
              }
            });
    reader.start();
    for (int i = 0; i < 100; i++) {
      AtomicFile.write(file, contents[i % 2]);
    }
    done.set(true);
    reader.join();
    assertEquals(0, torn[0]);
  }
}
