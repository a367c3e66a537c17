// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes NumPy's NPZ files: a ZIP archive with an {@link Npy} file per tensor, W1 in
 * {@code W1.npy}. NumPy's {@code savez} and {@code savez_compressed} are read; written entries are
 * stored, not compressed, as {@code savez} does.
 *
 * <p>NPZ has no place for metadata, so they go to the archive's comment, where NumPy does not look
 * and Python's {@code zipfile.ZipFile(file).comment} finds them: the header of a safetensors file
 * without tensors, which is JSON.
 */
public final class Npz {

  /** The longest comment of a ZIP archive, and so the most bytes of metadata. */
  public static final int MAX_METADATA_BYTES = 65_535;

  /** Arrays of this many bytes may be read from however small a file. */
  static final long FREE_BYTES = 1 << 24;

  /**
   * Above that, arrays may have this many times the bytes of the file. Trained weights compress to
   * nine tenths; deflate could make zeros a thousand times smaller, and an attack would.
   */
  static final int MOST_EXPANSION = 16;

  private static final String SUFFIX = ".npy";

  /**
   * Equal content is to give equal bytes. ZIP's first day will not do: {@code ZipEntry} takes it
   * for a date before ZIP's time, and adds one that depends on the time zone.
   */
  private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 2, 0, 0);

  private Npz() {}

  /** Returns whether a file begins as a ZIP archive; false if it cannot be read. */
  static boolean isZip(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String first = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
      return first.equals("PK\u0003\u0004") || first.equals("PK\u0005\u0006");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @param file a regular file
   * @return its tensors in the order of the archive, row-major, and the metadata that {@link
   *     #write} left
   * @throws TensorFileException if the file cannot be read or is not what it must be
   */
  public static TensorFile read(Path file) throws TensorFileException {
    TensorFileException.requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = FREE_BYTES + MOST_EXPANSION * Files.size(file);
      List<Tensor> tensors = new ArrayList<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        left -= Math.max(0, entry.getSize());
        if (left < 0 || tensors.size() == Safetensors.MAX_TENSORS) {
          throw new MalformedException(
              "unpacks to more than %d times its size or has more than %d arrays"
                  .formatted(MOST_EXPANSION, Safetensors.MAX_TENSORS),
              "save it with numpy.savez, which does not compress");
        }
        tensors.add(read(zip, entry));
      }
      return new TensorFile(tensors, metadata(zip));
    } catch (MalformedException e) {
      throw e.of(file);
    } catch (IllegalArgumentException e) {
      // Two arrays of one name, or a name or comment that is not text.
      throw new MalformedException(String.valueOf(e.getMessage())).of(file);
    } catch (IOException e) {
      throw TensorFileException.of(file, e);
    }
  }

  private static Tensor read(ZipFile zip, ZipEntry entry) throws IOException, MalformedException {
    String entryName = entry.getName();
    if (!entryName.endsWith(SUFFIX)) {
      throw new MalformedException(
          "is a ZIP archive with the entry %s, not NPZ".formatted(OneLine.quoted(entryName)),
          entryName.endsWith("data.pkl")
              ? "it is PyTorch's .pt: write safetensors.torch.save_file(model.state_dict(), …)"
              : "name a file that numpy.savez wrote");
    }
    String name = entryName.substring(0, entryName.length() - SUFFIX.length());
    CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    try (in) {
      Tensor tensor = Npy.read(Channels.newChannel(in), entry.getSize(), name);
      if (in.read() >= 0 || in.getChecksum().getValue() != entry.getCrc()) {
        throw new MalformedException("holds other bytes than were written");
      }
      return tensor;
    } catch (MalformedException e) {
      throw e.in("the array " + OneLine.quoted(name));
    }
  }

  private static Map<String, String> metadata(ZipFile zip) throws MalformedException {
    String comment = Optional.ofNullable(zip.getComment()).orElse("");
    if (!comment.startsWith("{\"" + Tensor.METADATA + "\"")) {
      return Map.of();
    }
    return Header.parse(comment.getBytes(StandardCharsets.UTF_8), 0).metadata();
  }

  /**
   * Writes a file, replacing it as a whole (see {@link AtomicFile}). Equal content gives equal
   * bytes.
   *
   * @param file the target; its directory must exist
   * @param content what to write; read
   * @throws IOException naming the file, if it cannot be written; it is then as it was
   * @throws IllegalArgumentException if the metadata need more than {@link #MAX_METADATA_BYTES}
   */
  public static void write(Path file, TensorFile content) throws IOException {
    String comment =
        content.metadata().isEmpty()
            ? ""
            : Safetensors.headerText(new TensorFile(List.of(), content.metadata()));
    int bytes = comment.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_METADATA_BYTES) {
      throw new IllegalArgumentException(
          "npz: the metadata need %d bytes; at most %d are allowed"
              .formatted(bytes, MAX_METADATA_BYTES));
    }
    AtomicFile.write(
        file,
        out -> {
          // Finished, not closed: the file is forced to the disk before that.
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
          zip.setComment(comment);
          zip.setMethod(ZipOutputStream.STORED);
          for (Tensor tensor : content.tensors()) {
            zip.putNextEntry(entry(tensor));
            Npy.write(tensor, zip);
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  /** A stored entry begins with its size and checksum, so the array is gone through twice. */
  private static ZipEntry entry(Tensor tensor) throws IOException {
    CRC32 checksum = new CRC32();
    Npy.write(tensor, new CheckedOutputStream(OutputStream.nullOutputStream(), checksum));
    ZipEntry entry = new ZipEntry(tensor.name() + SUFFIX);
    entry.setTimeLocal(NO_DATE);
    entry.setSize(Npy.size(tensor));
    entry.setCrc(checksum.getValue());
    return entry;
  }
}
