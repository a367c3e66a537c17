// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A reader to be fuzzed: files it takes, how they are damaged so that not only its first check is
 * met, and what it may allocate.
 */
enum FuzzedFormat {
  /** The JSON before the tensors, in memory. */
  HEADER {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      byte[] file = SAFETENSORS.whole(directory).getLast();
      return List.of(Arrays.copyOfRange(file, 8, 8 + headerBytes(file)));
    }

    @Override
    void read(Path file, byte[] bytes) throws MalformedException {
      Header header = Header.parse(bytes.clone(), DATA_BYTES);
      header.entries().forEach(TensorEntry::name);
      header.metadata();
    }

    @Override
    long mostAllocated(long bytes) {
      return FREE + 8 * bytes; // its copy here, views and records, and the texts themselves
    }
  },

  SAFETENSORS {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      Path file = directory.resolve("whole");
      model(ElementType.FLOAT64, Map.of()).write(file);
      byte[] course = Files.readAllBytes(file);
      model(ElementType.FLOAT32, METADATA).writePyTorch(file);
      byte[] torch = Files.readAllBytes(file);
      Safetensors.write(file, tensors());
      return List.of(course, torch, Files.readAllBytes(file));
    }

    @Override
    byte[] damagedInside(byte[] whole, byte[] donor, Mutations mutations) {
      int begin = 8 + headerBytes(whole);
      byte[] header = Arrays.copyOfRange(whole, 8, begin);
      byte[] damaged = mutations.damaged(header, donor);
      byte[] length =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(damaged.length).array();
      return Bytes.concat(length, damaged, Arrays.copyOfRange(whole, begin, whole.length));
    }

    @Override
    void read(Path file, byte[] bytes) throws IOException {
      Safetensors.read(file);
    }

    @Override
    long mostAllocated(long bytes) {
      return FREE + 4 * bytes; // as documented, and a channel
    }
  },

  NPY {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      List<byte[]> files = new ArrayList<>();
      Path file = directory.resolve("whole");
      Npy.write(file, Matrix.of(ElementType.FLOAT32, new double[][] {{1, 2, 3}, {4, 5, 6}}));
      byte[] first = Files.readAllBytes(file);
      files.add(first);
      byte[] fortran = Bytes.latin1("True ");
      int at = Bytes.latin1Text(first).indexOf("False");
      files.add(Mutations.replaced(first, at, at + fortran.length, fortran));
      Npy.write(file, Matrix.zeros(ElementType.FLOAT64, 0, 7));
      files.add(Files.readAllBytes(file));
      // Format 2.0 has a length of four bytes.
      byte[] second = Mutations.replaced(first, 10, 10, new byte[2]);
      second[6] = 2;
      files.add(second);
      return files;
    }

    @Override
    void read(Path file, byte[] bytes) throws IOException {
      Npy.read(file);
    }

    @Override
    long mostAllocated(long bytes) {
      return FREE + 32 * bytes; // of which the matcher's share of the header is the most
    }
  },

  NPZ {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      Path file = directory.resolve("whole");
      model(ElementType.FLOAT32, METADATA).writeNpz(file);
      byte[] model = Files.readAllBytes(file);
      Npz.write(file, tensors());
      byte[] stored = Files.readAllBytes(file);
      return List.of(model, stored, zip(entries(stored), new byte[0], true));
    }

    @Override
    byte[] damagedInside(byte[] whole, byte[] donor, Mutations mutations) throws IOException {
      List<Map.Entry<String, byte[]>> entries = entries(whole);
      byte[] array = entries.isEmpty() ? whole : mutations.any(entries).getValue();
      if (!entries.isEmpty() && mutations.below(4) > 0) {
        int at = mutations.below(entries.size());
        byte[] damaged = mutations.damaged(entries.get(at).getValue(), array);
        entries.set(at, Map.entry(entries.get(at).getKey(), damaged));
      }
      int comment = Bytes.latin1Text(whole).lastIndexOf("PK\u0005\u0006") + 22;
      byte[] text = Arrays.copyOfRange(whole, Math.min(comment, whole.length), whole.length);
      byte[] changed = mutations.below(4) == 0 ? mutations.damaged(text, donor) : text;
      boolean deflated = mutations.coin();
      if (entries.isEmpty() || mutations.below(8) > 0) {
        return zip(entries, changed, deflated);
      }
      // One array twice, perhaps under one name, which no writer of archives allows.
      String name = mutations.any(entries).getKey();
      String other = mutations.any(entries).getKey();
      entries.replaceAll(entry -> Map.entry(entry.getKey(), array));
      String archive = Bytes.latin1Text(zip(entries, changed, deflated));
      return Bytes.latin1(name.length() == other.length() ? archive.replace(name, other) : archive);
    }

    @Override
    void read(Path file, byte[] bytes) throws IOException {
      Npz.read(file);
    }

    @Override
    long mostAllocated(long bytes) {
      // What may be unpacked, twice if columns are turned to rows; and buffers of an array.
      return 2 * (Npz.FREE_BYTES + Npz.MOST_EXPANSION * bytes) + 16 * FREE + 256 * bytes;
    }
  },

  ONNX {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      List<byte[]> files = new ArrayList<>();
      for (ElementType type : ElementType.values()) {
        files.add(Onnx.bytes(model(type, METADATA).network().parameters(), 255, METADATA));
      }
      for (OnnxReadTest.Form form : OnnxReadTest.Form.values()) {
        files.add(Proto.model(form.graph()));
      }
      return files;
    }

    @Override
    byte[] damagedInside(byte[] whole, byte[] donor, Mutations mutations) {
      return ProtoTree.damaged(whole, mutations);
    }

    @Override
    void read(Path file, byte[] bytes) throws IOException {
      Onnx.read(file);
    }

    @Override
    long mostAllocated(long bytes) {
      return FREE + 256 * bytes; // a message of two bytes is an object, and so is its name
    }
  },

  /** Whatever a command takes for a model, with all that is checked behind the format. */
  MODEL {
    @Override
    List<byte[]> whole(Path directory) throws IOException {
      List<byte[]> files = new ArrayList<>();
      files.addAll(SAFETENSORS.whole(directory).subList(0, 2));
      files.addAll(NPZ.whole(directory).subList(0, 1));
      files.addAll(ONNX.whole(directory));
      return files;
    }

    private FuzzedFormat of(byte[] whole) {
      return whole[0] == 'P' ? NPZ : whole[0] == 8 && whole[1] == 8 ? ONNX : SAFETENSORS;
    }

    @Override
    byte[] damagedInside(byte[] whole, byte[] donor, Mutations mutations) throws IOException {
      return of(whole).damagedInside(whole, donor, mutations);
    }

    @Override
    void read(Path file, byte[] bytes) throws IOException {
      ModelFile.read(file);
    }

    @Override
    long mostAllocated(long bytes) {
      return NPZ.mostAllocated(bytes);
    }
  };

  /** Whatever the file, readers may allocate this much: channels, buffers, the exception. */
  private static final long FREE = 1 << 16;

  /** What {@link #HEADER} is told of the file, the size of {@link #tensors}. */
  private static final int DATA_BYTES = 24 + 16;

  private static final Map<String, String> METADATA =
      Map.of("seed", "1", "classes", "[\"é\", \"\\漢\"]\n", "learningRate", "0.0075");

  /** Returns files that the reader takes. */
  abstract List<byte[]> whole(Path directory) throws IOException;

  /** Reads a file, or these bytes, which are the same. */
  abstract void read(Path file, byte[] bytes) throws IOException, MalformedException;

  /** Returns how many bytes reading a file of so many may allocate. */
  abstract long mostAllocated(long bytes);

  /** Damages a part and keeps the lengths and checksums around it right, where there are any. */
  byte[] damagedInside(byte[] whole, byte[] donor, Mutations mutations) throws IOException {
    return mutations.damaged(whole, donor);
  }

  private static int headerBytes(byte[] safetensors) {
    return (int) ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static ModelFile model(ElementType type, Map<String, String> metadata) {
    return new ModelFile(
        Network.initialize(Topology.of(3, 2, 1), Initializer.HE, 1, type), metadata);
  }

  private static TensorFile tensors() {
    Matrix w1 = Matrix.of(ElementType.FLOAT32, new double[][] {{1, 2, 3}, {4, 5, 6}});
    Matrix b1 = Matrix.of(ElementType.FLOAT64, new double[][] {{0.1}, {Double.NaN}});
    return new TensorFile(List.of(Tensor.matrix("W1", w1), Tensor.vector("b\n\"1", b1)), METADATA);
  }

  private static List<Map.Entry<String, byte[]>> entries(byte[] archive) throws IOException {
    List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(Map.entry(entry.getName(), zip.readAllBytes()));
      }
    }
    return entries;
  }

  private static byte[] zip(
      List<Map.Entry<String, byte[]>> entries, byte[] comment, boolean deflated)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(deflated ? 9 : 0);
      for (Map.Entry<String, byte[]> entry : entries) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    // ZipOutputStream takes text only; the comment's length is the archive's last two bytes.
    int length = Math.min(comment.length, Npz.MAX_METADATA_BYTES);
    byte[] archive = bytes.toByteArray();
    archive[archive.length - 2] = (byte) length;
    archive[archive.length - 1] = (byte) (length >> 8);
    return Bytes.concat(archive, Arrays.copyOf(comment, length));
  }
}
