// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognises what people pass for a safetensors file, from its first bytes, to say so. */
record FileKind(String name, String remedy) {

  /** How many bytes {@link #of} needs. */
  static final int SNIFFED_BYTES = 64;

  private static final String GET_FILE = "download the file itself";
  private static final String EXPORT = "export the tensors as safetensors first";

  /** Returns the kind of a file that is not safetensors, or null if it is not recognised. */
  static @Nullable FileKind of(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version https://git-lfs")) {
      return new FileKind("a Git LFS pointer", "fetch the content with 'git lfs pull'");
    }
    String trimmed = text.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
    if (trimmed.startsWith("<!doctype") || trimmed.startsWith("<html")) {
      return new FileKind("an HTML page", GET_FILE);
    }
    if (trimmed.startsWith("<")) {
      return new FileKind("an XML or HTML page", GET_FILE);
    }
    if (text.startsWith("\u0089HDF\r\n\u001a\n")) {
      return new FileKind("an HDF5 file", EXPORT);
    }
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      return new FileKind("a ZIP archive, such as NPZ or PyTorch's .pt", EXPORT);
    }
    if (text.startsWith("\u0093NUMPY")) {
      return new FileKind("a NumPy array (NPY)", EXPORT);
    }
    if (text.startsWith("\u0089PNG")
        || text.startsWith("\u00ff\u00d8\u00ff")
        || text.startsWith("GIF8")) {
      return new FileKind("a picture (PNG, JPEG or GIF)", "name the file with the tensors");
    }
    if (text.startsWith("GGUF")) {
      return new FileKind("a GGUF file", EXPORT);
    }
    if (text.startsWith("\u001f\u008b")) {
      return new FileKind("a gzip archive", "unpack it first");
    }
    if (isPickle(first)) {
      return new FileKind("a Python pickle, such as an old PyTorch .pt", EXPORT);
    }
    if (isOnnx(first)) {
      return new FileKind("an ONNX model", EXPORT);
    }
    if (trimmed.startsWith("{")) {
      return new FileKind("a JSON text", "name the file with the tensors");
    }
    // As a length, eight characters would mean a header of more than 2^59 bytes.
    if (text.matches("(?s)[\\x20-\\x7e\t\n\r]{8}.*")) {
      return new FileKind("a text", "name the file with the tensors");
    }
    return null;
  }

  /** PROTO and a protocol version from 2 to 5. */
  private static boolean isPickle(byte[] first) {
    return first.length > 2 && first[0] == (byte) 0x80 && first[1] >= 2 && first[1] <= 5;
  }

  /**
   * ModelProto begins with field 1, ir_version, a small number; then comes another field of the
   * model, 2 to 8, 14 or 20 by their tags in onnx.proto. As a length of 8 bytes that safetensors'
   * limit allows, the same bytes would be followed by five zeros, but no field begins with a zero
   * and no value here needs more than one.
   */
  static boolean isOnnx(byte[] first) {
    if (first.length < 3 || first[0] != 0x08 || first[1] < 1 || first[1] > 64) {
      return false;
    }
    if (first.length >= 8 && Arrays.equals(first, 3, 8, new byte[5], 0, 5)) {
      return false;
    }
    return switch (first[2]) {
      case 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72 -> true;
      default -> false;
    };
  }
}
