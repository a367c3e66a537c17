// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.model.Parameters;
import java.util.Map;

/**
 * A network that was read from an ONNX file.
 *
 * @param parameters its weights, each n_l × n_{l−1} whatever its orientation in the file, and
 *     biases; ReLU between, sigmoid at the end
 * @param divisor what inputs are to be divided by before the network sees them, as the file's first
 *     operation does; 1 for nothing
 * @param metadata its {@code metadata_props}
 */
public record OnnxModel(Parameters parameters, double divisor, Map<String, String> metadata) {

  /** Copies the map. */
  public OnnxModel {
    metadata = Map.copyOf(metadata);
  }
}
