// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process that {@link KilledWriterTest} kills: writes one model after the other over the same
 * file, in every format in turn, and says on standard output which are on the disk.
 */
final class CheckpointWriter {

  /** Ends by itself should nobody kill it. */
  private static final int MOST_MODELS = 100_000;

  private CheckpointWriter() {}

  /**
   * Returns the model of an iteration. It needs more than one write of a buffer, its size differs
   * from that of the one before, and every number depends on the iteration.
   */
  static ModelFile model(int iteration) {
    Topology topology = Topology.of(700 + iteration % 7, 16, 1);
    Parameters parameters = Parameters.zeros(topology, ElementType.FLOAT64);
    double number = iteration;
    for (Matrix matrix : parameters.all()) {
      for (int i = 0; i < matrix.rows(); i++) {
        for (int j = 0; j < matrix.cols(); j++) {
          matrix.set(i, j, number++); // not drawn: the time is to go into the writing
        }
      }
    }
    return new ModelFile(Network.of(parameters), Map.of("iterations", Integer.toString(iteration)));
  }

  /**
   * Writes without end.
   *
   * @param args the file, and the first iteration
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int first = Integer.parseInt(args[1]);
    // Not System.out, which would hide that nobody listens any more.
    try (DataOutputStream durable =
        new DataOutputStream(new FileOutputStream(FileDescriptor.out))) {
      for (int iteration = first; iteration < first + MOST_MODELS; iteration++) {
        ModelFile model = model(iteration);
        switch (iteration % 4) {
          case 0 -> model.write(file);
          case 1 -> model.writeNpz(file);
          case 2 -> model.writeOnnx(file, 255);
          default -> model.writePyTorch(file);
        }
        durable.writeInt(iteration);
      }
    }
  }
}
