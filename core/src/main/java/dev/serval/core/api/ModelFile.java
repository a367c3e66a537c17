// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.io.Digest;
import dev.serval.core.io.Safetensors;
import dev.serval.core.io.Tensor;
import dev.serval.core.io.TensorFile;
import dev.serval.core.io.TensorFileException;
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
  private static final String DIGEST = "parametersSha256";

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
    entries.put(DIGEST, Digest.sha256(parameters.all()));
    Safetensors.write(file, new TensorFile(tensors, entries));
  }

  /**
   * Reads a model.
   *
   * @param file a safetensors file with tensors W1, b1, …; biases may be [n] or [n, 1]
   * @throws TensorFileException if it cannot be read, or is not a network; one line says why
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
      throw TensorFileException.of(
          file,
          "holds the tensors " + names(content) + ", not W1, b1, W2, b2, … of a network",
          "choose a model that Serval wrote");
    }
    Network network;
    try {
      network = Network.of(new Parameters(weights, biases));
    } catch (IllegalArgumentException e) {
      throw TensorFileException.of(
          file, "is not a network: " + e.getMessage(), "choose another file");
    }
    String layers = content.metadata().get(LAYERS);
    if (layers != null && !layers.equals(network.topology().toString())) {
      throw TensorFileException.of(
          file,
          "says its layers are " + layers + " but its tensors are " + network.topology(),
          "the file is damaged; write it again");
    }
    String digest = content.metadata().get(DIGEST);
    if (digest != null && !digest.equals(Digest.sha256(network.parameters().all()))) {
      throw TensorFileException.of(
          file, "holds other numbers than were written", "the file is damaged; write it again");
    }
    requireFinite(file, network.parameters());
    return new ModelFile(network, content.metadata());
  }

  private static void requireFinite(Path file, Parameters parameters) throws IOException {
    for (int k = 0; k < 2 * parameters.layers(); k++) {
      Matrix matrix = parameters.all().get(k);
      for (int i = 0; i < matrix.rows(); i++) {
        for (int j = 0; j < matrix.cols(); j++) {
          if (!Double.isFinite(matrix.get(i, j))) {
            throw TensorFileException.of(
                file,
                "%s%d(%d, %d) is %s"
                    .formatted(k % 2 == 0 ? "W" : "b", k / 2 + 1, i, j, matrix.get(i, j)),
                "a network of such numbers predicts nothing; train it again");
          }
        }
      }
    }
  }

  private static String names(TensorFile content) {
    List<String> names = content.tensors().stream().map(Tensor::name).limit(5).toList();
    String shown = names.isEmpty() ? "(none)" : String.join(", ", names);
    return content.tensors().size() > names.size() ? shown + ", …" : shown;
  }
}
