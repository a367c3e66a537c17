// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.io.Safetensors;
import dev.serval.core.io.SafetensorsException;
import dev.serval.core.io.Tensor;
import dev.serval.core.io.TensorFile;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network in a safetensors file: tensors W1 [n1, n0], b1 [n1, 1], …, WL, bL, and metadata. {@link
 * #write} adds the entries {@code layers} (such as {@code 12288-20-7-5-1}) and {@code precision};
 * the others are the caller's.
 *
 * @param network the network
 * @param metadata what else the file says
 */
public record ModelFile(Network network, Map<String, String> metadata) {

  private static final String LAYERS = "layers";
  private static final String PRECISION = "precision";

  /** Copies the map. */
  public ModelFile {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Writes this model whole or not at all: to a temporary file beside the target, forced to disk,
   * then renamed over it.
   *
   * @param file where to
   * @throws IOException if it cannot be written; a file that was there before is intact
   */
  public void write(Path file) throws IOException {
    Parameters parameters = network.parameters();
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 1; l <= parameters.layers(); l++) {
      tensors.add(Tensor.matrix("W" + l, parameters.weight(l)));
      tensors.add(Tensor.matrix("b" + l, parameters.bias(l)));
    }
    Map<String, String> entries = new TreeMap<>(metadata);
    entries.put(LAYERS, network.topology().toString());
    entries.put(PRECISION, network.type().name().toLowerCase(Locale.ROOT));
    Safetensors.write(file, new TensorFile(tensors, entries));
  }

  /**
   * Reads a model.
   *
   * @param file a safetensors file with tensors W1, b1, …; biases may be [n] or [n, 1]
   * @throws SafetensorsException if it cannot be read, or is not a network; one line says why
   */
  public static ModelFile read(Path file) throws IOException {
    TensorFile content = Safetensors.read(file);
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> biases = new ArrayList<>();
    while (true) {
      int l = weights.size() + 1;
      Optional<Tensor> weight = content.find("W" + l);
      Optional<Tensor> bias = content.find("b" + l);
      if (weight.isEmpty() || bias.isEmpty()) {
        break;
      }
      weights.add(weight.get().values());
      biases.add(bias.get().values());
    }
    if (weights.isEmpty() || content.tensors().size() != 2 * weights.size()) {
      throw SafetensorsException.of(
          file,
          "holds the tensors " + names(content) + ", not W1, b1, W2, b2, … of a network",
          "choose a model that Serval wrote");
    }
    Network network;
    try {
      network = Network.of(new Parameters(weights, biases));
    } catch (IllegalArgumentException e) {
      throw SafetensorsException.of(
          file, "is not a network: " + e.getMessage(), "choose another file");
    }
    String layers = content.metadata().get(LAYERS);
    if (layers != null && !layers.equals(network.topology().toString())) {
      throw SafetensorsException.of(
          file,
          "says its layers are " + layers + " but its tensors are " + network.topology(),
          "the file is damaged; write it again");
    }
    return new ModelFile(network, content.metadata());
  }

  private static String names(TensorFile content) {
    List<String> names = content.tensors().stream().map(Tensor::name).limit(5).toList();
    String shown = names.isEmpty() ? "(none)" : String.join(", ", names);
    return content.tensors().size() > names.size() ? shown + ", …" : shown;
  }
}
