// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The steps that {@link AtomicFile} takes on a file system, so that a test can let each of them
 * fail.
 */
interface Disk {

  /** The platform's file system. */
  Disk REAL = new PlatformDisk();

  /** Creates a file that did not exist. */
  OpenFile create(Path file) throws IOException;

  /** Gives {@code to} the permissions of {@code from}, if that exists. */
  void keepPermissions(Path from, Path to) throws IOException;

  /** Renames a file, replacing the target, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Makes the renaming to {@code file} survive a power failure, where the platform can. */
  void syncDirectoryOf(Path file);

  /** Deletes a file if it exists. */
  void delete(Path file) throws IOException;

  /** A file being written. */
  interface OpenFile extends Closeable {

    /** Appends bytes, all of them. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when everything written is on the disk. */
    void force() throws IOException;
  }
}
