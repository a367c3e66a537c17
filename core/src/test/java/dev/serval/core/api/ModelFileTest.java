// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serval.core.io.Digest;
import dev.serval.core.io.Safetensors;
import dev.serval.core.io.Tensor;
import dev.serval.core.io.TensorFile;
import dev.serval.core.io.TensorFileException;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Provenance;
import dev.serval.core.model.Topology;
import dev.serval.testing.Bits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFileTest {

  private static final String NAMES =
      " W1, b1, W2, b2, … or PyTorch's 0.weight, 0.bias, 2.weight, …; choose another file";

  @TempDir private Path directory;

  private static Matrix zeros(int rows, int cols) {
    return Matrix.zeros(ElementType.FLOAT64, rows, cols);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void aModelComesBackBitForBit(ElementType type) throws IOException {
    Network network = Network.initialize(Topology.of(9, 4, 3, 1), Initializer.HE, 5, type);
    Path file = directory.resolve("model.safetensors");
    new ModelFile(network, Map.of("classes", "[\"non-cat\", \"cat\"]")).write(file);
    ModelFile read = ModelFile.read(file);
    assertEquals(network.topology(), read.network().topology());
    assertEquals(type, read.network().type());
    List<Matrix> expected = network.parameters().all();
    List<Matrix> actual = read.network().parameters().all();
    for (int i = 0; i < expected.size(); i++) {
      Bits.assertSame(expected.get(i), actual.get(i));
    }
    assertEquals(
        Map.of(
            "classes",
            "[\"non-cat\", \"cat\"]",
            "layers",
            "9-4-3-1",
            "precision",
            type.name().toLowerCase(java.util.Locale.ROOT),
            "engineVersion",
            Provenance.ENGINE,
            "parametersSha256",
            Digest.sha256(expected)),
        read.metadata());
  }

  @Test
  void tensorsOfSomethingElseAreRefused() throws IOException {
    assertRefused(
        new TensorFile(List.of(Tensor.matrix("embedding", zeros(2, 3))), Map.of()),
        "is not a network: it holds the tensors embedding, not" + NAMES);
    assertRefused(
        new TensorFile(List.of(), Map.of()),
        "is not a network: it holds the tensors (none), not" + NAMES);
    assertRefused(
        new TensorFile(
            List.of(
                Tensor.matrix("W1", zeros(2, 3)),
                Tensor.matrix("b1", zeros(2, 1)),
                Tensor.matrix("W2", zeros(1, 2))),
            Map.of()),
        "is not a network: it lacks the tensor b2, and every layer needs a weight and a bias;"
            + " choose another file");
  }

  @Test
  void layersThatDoNotFitAreRefused() throws IOException {
    assertRefused(
        new TensorFile(
            List.of(Tensor.matrix("W1", zeros(2, 3)), Tensor.matrix("b1", zeros(4, 1))), Map.of()),
        "is not a network: parameters: W1 is 2×3 and b1 is 4×1; b1 must be 2×1; choose another"
            + " file");
    assertRefused(
        new TensorFile(
            List.of(Tensor.matrix("W1", zeros(1, 3)), Tensor.vector("b1", zeros(1, 1))),
            Map.of("layers", "4-1")),
        "says its layers are 4-1 but its tensors are 3-1; the file is damaged; write it again");
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    Path file = directory.resolve("flipped.safetensors");
    Network network = Network.initialize(Topology.of(3, 1), Initializer.HE, 5, ElementType.FLOAT64);
    new ModelFile(network, Map.of()).write(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 12] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file + ": holds other numbers than were written; the file is damaged; write it again",
        assertThrows(TensorFileException.class, () -> ModelFile.read(file)).getMessage());
  }

  @Test
  void aWeightThatIsNotFiniteIsRefused() throws IOException {
    Matrix weight = zeros(1, 3);
    weight.set(0, 2, Double.NaN);
    assertRefused(
        new TensorFile(
            List.of(Tensor.matrix("W1", weight), Tensor.matrix("b1", zeros(1, 1))), Map.of()),
        "W1(0, 2) is NaN; a network of such numbers predicts nothing; train it again");
  }

  @Test
  void aVectorServesAsABias() throws IOException {
    Path file = directory.resolve("vector.safetensors");
    Parameters parameters =
        Initializer.SCALED.initialize(Topology.of(3, 2), 1, ElementType.FLOAT64);
    parameters.bias(1).set(1, 0, 0.25);
    Safetensors.write(
        file,
        new TensorFile(
            List.of(
                Tensor.vector("b1", parameters.bias(1)), Tensor.matrix("W1", parameters.weight(1))),
            Map.of()));
    Bits.assertSame(parameters.bias(1), ModelFile.read(file).network().parameters().bias(1));
  }

  private void assertRefused(TensorFile content, String message) throws IOException {
    Path file = directory.resolve("refused.safetensors");
    Safetensors.write(file, content);
    TensorFileException refusal =
        assertThrows(TensorFileException.class, () -> ModelFile.read(file));
    assertEquals(file + ": " + message, refusal.getMessage());
  }
}
