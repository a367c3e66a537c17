// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file as a whole: whoever opens it, also after a crash, finds the old content or the
 * new one, complete.
 *
 * <p>The content goes to a new file in the same directory, named {@code
 * .NAME.tmp-XXXXXXXXXXXXXXXX}, is forced to the disk, and only then renamed over the target in one
 * step; last, the directory is forced to the disk where the platform can do that. On any failure
 * the temporary file is removed and the target is as it was. Only a killed process leaves one
 * behind; it is never read.
 */
public final class AtomicFile {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Names of files may have 255 bytes; 40 characters and the rest of the name stay below, even in
   * UTF-8.
   */
  private static final int KEPT_NAME_CHARS = 40;

  private AtomicFile() {}

  /** Something that writes itself to a stream. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param out buffered; closing it is not needed and does nothing
     * @throws IOException if the content cannot be written; the target then stays as it was
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes bytes to a file, replacing it as a whole.
   *
   * @param target the file; its directory must exist
   * @param content all of the new content
   * @throws IOException naming the file, if anything failed; the target is as it was
   */
  public static void write(Path target, byte[] content) throws IOException {
    write(target, out -> out.write(content));
  }

  /**
   * Writes a file, replacing it as a whole. What {@code content} throws besides IOException passes
   * unchanged, and then too the target is as it was. A symbolic link is followed, not replaced;
   * permissions of an existing file are kept where the platform has POSIX ones.
   *
   * @param target the file; its directory must exist
   * @param content called once
   * @throws IOException naming the file, if anything failed; the target is as it was
   */
  public static void write(Path target, Content content) throws IOException {
    write(target, content, Disk.REAL);
  }

  static void write(Path target, Content content, Disk disk) throws IOException {
    @Nullable Path temporary = null;
    try {
      Path file = resolve(target);
      Path fresh = temporaryFor(file);
      try (Disk.OpenFile open = disk.create(fresh)) {
        temporary = fresh;
        OutputStream out = new BufferedOutputStream(new FileStream(open), BUFFER_BYTES);
        content.writeTo(out);
        out.flush();
        open.force();
      }
      disk.keepPermissions(file, fresh);
      disk.rename(fresh, file);
      temporary = null;
      disk.syncDirectoryOf(file);
    } catch (IOException failure) {
      remove(temporary, disk, failure);
      throw new IOException(
          OneLine.path(target) + ": cannot be written: " + OneLine.reason(failure), failure);
    } catch (RuntimeException | Error failure) {
      remove(temporary, disk, failure);
      throw failure;
    }
  }

  private static void remove(@Nullable Path temporary, Disk disk, Throwable failure) {
    if (temporary == null) {
      return;
    }
    try {
      disk.delete(temporary);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns the real place of the target, or says why nothing can be put there. */
  private static Path resolve(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw refused(target, "it is a directory; name a file in it");
    }
    if (Files.exists(target)) {
      // A rename would put a plain file where a device or a pipe was.
      if (!Files.isRegularFile(target)) {
        throw refused(target, "it is not a regular file; name another");
      }
      return target.toRealPath();
    }
    Path file = target.toAbsolutePath();
    Path directory = file.getParent();
    if (file.getFileName() == null || directory == null) {
      throw refused(target, "it names no file");
    }
    if (!Files.isDirectory(directory)) {
      throw refused(
          target, "its directory " + OneLine.path(directory) + " does not exist; create it first");
    }
    return file;
  }

  private static FileSystemException refused(Path target, String reason) {
    return new FileSystemException(target.toString(), null, reason);
  }

  private static Path temporaryFor(Path file) {
    String name = file.getFileName().toString();
    int kept = Math.min(name.length(), KEPT_NAME_CHARS);
    if (kept < name.length() && Character.isHighSurrogate(name.charAt(kept - 1))) {
      kept--;
    }
    String random = "%016x".formatted(new SecureRandom().nextLong());
    return file.resolveSibling("." + name.substring(0, kept) + ".tmp-" + random);
  }

  /** Passes bytes on; the file is closed by whoever opened it, after it was forced to the disk. */
  private static final class FileStream extends OutputStream {

    private final Disk.OpenFile file;

    FileStream(Disk.OpenFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
    }
  }
}
