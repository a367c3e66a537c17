// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of a file of tensors.
 *
 * @param tensors in the order of the file, at most {@link Safetensors#MAX_TENSORS}, with different
 *     names
 * @param metadata what else the file says, at most {@link Safetensors#MAX_METADATA_ENTRIES}
 *     entries; kept sorted by key, so that equal content gives equal bytes
 */
public record TensorFile(List<Tensor> tensors, Map<String, String> metadata) {

  /** Copies both collections (not the matrices) and checks names and limits. */
  public TensorFile {
    tensors = List.copyOf(tensors);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    if (tensors.size() > Safetensors.MAX_TENSORS) {
      throw new IllegalArgumentException(
          "tensor file: %d tensors; at most %d fit in one file"
              .formatted(tensors.size(), Safetensors.MAX_TENSORS));
    }
    if (metadata.size() > Safetensors.MAX_METADATA_ENTRIES) {
      throw new IllegalArgumentException(
          "tensor file: %d metadata entries; at most %d fit in one file"
              .formatted(metadata.size(), Safetensors.MAX_METADATA_ENTRIES));
    }
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "tensor file: two tensors are named %s; names must differ"
                .formatted(OneLine.quoted(tensor.name())));
      }
    }
    metadata.forEach(
        (key, value) -> {
          Text.check("tensor file: the metadata key", key);
          Text.check("tensor file: the metadata value", value);
        });
  }

  /**
   * Reads a safetensors or an NPZ file; its first bytes say which it is.
   *
   * @param file a regular file
   * @throws TensorFileException if the file cannot be read or is neither
   */
  public static TensorFile read(Path file) throws TensorFileException {
    return Npz.isZip(file) ? Npz.read(file) : Safetensors.read(file);
  }

  /** Returns the tensor of this name, if there is one. */
  public Optional<Tensor> find(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
