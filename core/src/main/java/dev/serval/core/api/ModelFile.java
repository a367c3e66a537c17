// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.io.Digest;
import dev.serval.core.io.Npz;
import dev.serval.core.io.Onnx;
import dev.serval.core.io.OnnxModel;
import dev.serval.core.io.Safetensors;
import dev.serval.core.io.TensorFile;
import dev.serval.core.io.TensorFileException;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network in a file: tensors W1 [n1, n0], b1 [n1, 1], …, WL, bL, and metadata. Writing sets the
 * entries {@code layers} (such as {@code 12288-20-7-5-1}), {@code precision}, {@code
 * parametersSha256} and {@code engineVersion}; the others are the caller's, best those of a {@link
 * Provenance}.
 *
 * @param network the network
 * @param metadata what else the file says
 */
public record ModelFile(Network network, Map<String, String> metadata) {

  /**
   * The metadata's key for what inputs are to be divided by before they are given to the network,
   * such as {@code 255.0} for pixels: a model that was read from ONNX has it if that file divides.
   */
  public static final String INPUT_DIVISOR = "inputDivisor";

  private static final String LAYERS = "layers";
  private static final String PRECISION = "precision";
  private static final String DIGEST = "parametersSha256";

  /** Copies the map. */
  public ModelFile {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Writes this model as safetensors, whole or not at all: to a temporary file beside the target,
   * forced to disk, then renamed over it.
   *
   * @param file where to
   * @throws IOException if it cannot be written; a file that was there before is intact
   */
  public void write(Path file) throws IOException {
    Parameters parameters = network.parameters();
    Safetensors.write(file, new TensorFile(NamedLayers.course(parameters), entries(parameters)));
  }

  /**
   * Writes this model as safetensors with the names that PyTorch's {@code nn.Sequential(nn.Linear,
   * nn.ReLU, nn.Linear, …)} has: {@code 0.weight}, {@code 0.bias}, {@code 2.weight}, …
   *
   * @param file where to; written as by {@link #write}
   * @throws IOException if it cannot be written; a file that was there before is intact
   */
  public void writePyTorch(Path file) throws IOException {
    Parameters parameters = network.parameters();
    Safetensors.write(file, new TensorFile(NamedLayers.pyTorch(parameters), entries(parameters)));
  }

  /**
   * Writes this model as NPZ: arrays W1 (n1, n0), b1 (n1, 1), …; the metadata are the archive's
   * comment.
   *
   * @param file where to; written as by {@link #write}
   * @throws IOException if it cannot be written; a file that was there before is intact
   */
  public void writeNpz(Path file) throws IOException {
    Parameters parameters = network.parameters();
    Npz.write(file, new TensorFile(NamedLayers.course(parameters), entries(parameters)));
  }

  /**
   * Writes this model as ONNX; see {@link Onnx}. The division is the file's own, so {@link
   * #INPUT_DIVISOR} is not among its metadata.
   *
   * @param file where to; written as by {@link #write}
   * @param divisor what inputs are divided by, such as 255 for pixels; 1 for nothing
   * @throws IOException if it cannot be written; a file that was there before is intact
   */
  public void writeOnnx(Path file, double divisor) throws IOException {
    Parameters parameters = network.parameters();
    Map<String, String> entries = entries(parameters);
    entries.remove(INPUT_DIVISOR);
    Onnx.write(file, parameters, divisor, entries);
  }

  private Map<String, String> entries(Parameters parameters) {
    Map<String, String> entries = new TreeMap<>(metadata);
    entries.put(LAYERS, parameters.topology().toString());
    entries.put(PRECISION, parameters.type().name().toLowerCase(Locale.ROOT));
    entries.put(DIGEST, Digest.sha256(parameters.all()));
    entries.put(Provenance.ENGINE_VERSION, Provenance.ENGINE);
    return entries;
  }

  /**
   * Returns how the network came about, as the metadata say.
   *
   * @throws IllegalArgumentException if they say what cannot be, such as a seed that is no number
   */
  public Provenance provenance() {
    return Provenance.of(metadata);
  }

  /**
   * Reads a model.
   *
   * @param file safetensors or NPZ, with tensors W1, b1, … or PyTorch's {@code 0.weight}, {@code
   *     0.bias}, {@code 2.weight}, …, for a network with ReLUs between and a sigmoid behind;
   *     weights are n_l × n_{l−1}, biases may be [n] or [n, 1]; or ONNX, as {@link Onnx#read} takes
   *     it, whose division, if any, is in the metadata (see {@link #INPUT_DIVISOR})
   * @throws TensorFileException if it cannot be read, or is not a network; one line says why
   */
  public static ModelFile read(Path file) throws IOException {
    ModelFile model = Onnx.isOnnx(file) ? readOnnx(file) : readTensors(file);
    Network network = model.network();
    String layers = model.metadata().get(LAYERS);
    if (layers != null && !layers.equals(network.topology().toString())) {
      throw TensorFileException.of(
          file,
          "says its layers are " + layers + " but its tensors are " + network.topology(),
          "the file is damaged; write it again");
    }
    String digest = model.metadata().get(DIGEST);
    if (digest != null && !digest.equals(Digest.sha256(network.parameters().all()))) {
      throw TensorFileException.of(
          file, "holds other numbers than were written", "the file is damaged; write it again");
    }
    requireFinite(file, network.parameters());
    return model;
  }

  private static ModelFile readTensors(Path file) throws IOException {
    TensorFile content = TensorFile.read(file);
    try {
      Network network = Network.of(NamedLayers.parameters(content.tensors()));
      return new ModelFile(network, content.metadata());
    } catch (IllegalArgumentException e) {
      throw TensorFileException.of(
          file, "is not a network: " + e.getMessage(), "choose another file");
    }
  }

  private static ModelFile readOnnx(Path file) throws IOException {
    OnnxModel content = Onnx.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.remove(INPUT_DIVISOR);
    if (content.divisor() != 1) {
      metadata.put(INPUT_DIVISOR, Double.toString(content.divisor()));
    }
    return new ModelFile(Network.of(content.parameters()), metadata);
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
}
