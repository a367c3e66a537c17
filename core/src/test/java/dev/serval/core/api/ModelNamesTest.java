// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.io.Npz;
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
import dev.serval.testing.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models under other tools' names and in other files, and what a file says of its origin. */
class ModelNamesTest {

  private static final Parameters PARAMETERS =
      Initializer.HE.initialize(Topology.of(4, 3, 2, 1), 7, ElementType.FLOAT64);

  @TempDir private Path directory;

  private Path written(Tensor... tensors) throws IOException {
    Path file = directory.resolve("model.safetensors");
    Safetensors.write(file, new TensorFile(List.of(tensors), Map.of()));
    return file;
  }

  /** The tensors of PyTorch's module indices, last one first. */
  private static Tensor[] pyTorch(String prefix, int... modules) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = modules.length; l >= 1; l--) {
      tensors.add(Tensor.vector(prefix + modules[l - 1] + ".bias", PARAMETERS.bias(l)));
      tensors.add(Tensor.matrix(prefix + modules[l - 1] + ".weight", PARAMETERS.weight(l)));
    }
    return tensors.toArray(Tensor[]::new);
  }

  private static void assertSame(Parameters expected, Parameters actual) {
    assertEquals(expected.topology(), actual.topology());
    for (int i = 0; i < expected.all().size(); i++) {
      Bits.assertSame(expected.all().get(i), actual.all().get(i));
    }
  }

  private void assertRefused(String message, Path file) {
    TensorFileException e = assertThrows(TensorFileException.class, () -> ModelFile.read(file));
    assertEquals(file + ": is not a network: " + message + "; choose another file", e.getMessage());
  }

  @Test
  void aPyTorchSequentialIsRead() throws IOException {
    for (String prefix : List.of("", "net.", "W.weight.b.", "1.")) {
      for (int[] modules : new int[][] {{0, 2, 4}, {1, 3, 5}, {2, 5, 10}}) {
        Path file = written(pyTorch(prefix, modules));
        assertSame(PARAMETERS, ModelFile.read(file).network().parameters());
      }
    }
  }

  @Test
  void everyWayToWriteAModelIsReadBack() throws IOException {
    ModelFile model = new ModelFile(Network.of(PARAMETERS), Map.of("seed", "7"));
    Path file = directory.resolve("model");
    model.write(file);
    ModelFile plain = ModelFile.read(file);
    model.writePyTorch(file);
    assertEquals(
        List.of("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"),
        Safetensors.read(file).tensors().stream().map(Tensor::name).toList());
    assertEquals(List.of(3), Safetensors.read(file).tensors().get(1).shape());
    ModelFile torch = ModelFile.read(file);
    model.writeNpz(file);
    assertEquals(
        List.of("W1", "b1", "W2", "b2", "W3", "b3"),
        Npz.read(file).tensors().stream().map(Tensor::name).toList());
    assertEquals(List.of(3, 1), Npz.read(file).tensors().get(1).shape());
    ModelFile npz = ModelFile.read(file);
    for (ModelFile read : List.of(plain, torch, npz)) {
      assertSame(PARAMETERS, read.network().parameters());
      assertEquals(plain.metadata(), read.metadata());
    }
    assertEquals(7, plain.provenance().seed());
  }

  @Test
  void namesThatAreNoNetworksAreRefused() throws IOException {
    String expected = ", not W1, b1, W2, b2, … or PyTorch's 0.weight, 0.bias, 2.weight, …";
    Matrix w = PARAMETERS.weight(1);
    Matrix b = PARAMETERS.bias(1);
    assertRefused(
        "it holds the tensors fc1.weight, fc1.bias" + expected,
        written(Tensor.matrix("fc1.weight", w), Tensor.vector("fc1.bias", b)));
    assertRefused(
        "it holds the tensors a.0.weight, b.0.bias" + expected,
        written(Tensor.matrix("a.0.weight", w), Tensor.vector("b.0.bias", b)));
    assertRefused(
        "it holds the tensors W1, b1, 0.weight" + expected,
        written(Tensor.matrix("W1", w), Tensor.matrix("b1", b), Tensor.matrix("0.weight", w)));
    assertRefused(
        "it holds the tensors 0.weight, 00.weight" + expected,
        written(Tensor.matrix("0.weight", w), Tensor.matrix("00.weight", w)));
    assertRefused(
        "it holds the tensors W0, b0" + expected,
        written(Tensor.matrix("W0", w), Tensor.matrix("b0", b)));
  }

  /** A file that another wrote must not write over a line of a terminal, nor fill the screen. */
  @Test
  void whatAFileSaysStaysInALineOfTheMessage() throws IOException {
    Matrix w = PARAMETERS.weight(1);
    assertRefused(
        "it holds the tensors a\ufffdb\ufffd[2J, not W1, b1, W2, b2, … or PyTorch's 0.weight,"
            + " 0.bias, 2.weight, …",
        written(Tensor.matrix("a\nb\u001b[2J", w)));
    Path file = written(Tensor.matrix("x".repeat(100_000), w));
    String message =
        assertThrows(TensorFileException.class, () -> ModelFile.read(file)).getMessage();
    assertEquals(403 + "; choose another file".length(), message.length() - (file + ": ").length());
    assertTrue(message.endsWith(" PyTorch's 0.weight, 0.bias, 2.weight, …; choose another file"));
    Path layers = directory.resolve("layers");
    Safetensors.write(
        layers,
        new TensorFile(
            List.of(Tensor.matrix("W1", w), Tensor.matrix("b1", PARAMETERS.bias(1))),
            Map.of("layers", "4\r3")));
    assertEquals(
        layers
            + ": says its layers are 4\ufffd3 but its tensors are 4-3; the file is damaged; write"
            + " it again",
        assertThrows(TensorFileException.class, () -> ModelFile.read(layers)).getMessage());
  }

  @Test
  void missingTensorsAndLayersAreNamed() throws IOException {
    String needs = ", and every layer needs a weight and a bias";
    Matrix w = PARAMETERS.weight(1);
    Matrix b = PARAMETERS.bias(1);
    assertRefused("it lacks the tensor 0.bias" + needs, written(Tensor.matrix("0.weight", w)));
    assertRefused("it lacks the tensor W1" + needs, written(Tensor.matrix("b1", b)));
    assertRefused(
        "it lacks the tensor W2" + needs,
        written(
            Tensor.matrix("W1", w),
            Tensor.matrix("b1", b),
            Tensor.matrix("W3", w),
            Tensor.matrix("b3", b)));
    assertRefused(
        "it has the layers 0 and 1 with nothing between them, where a ReLU must be",
        written(pyTorch("", 0, 1, 2)));
  }

  @Test
  void theOrientationOfKerasIsExplained() throws IOException {
    assertRefused(
        "it has a weight matrix 4×3 with a bias of 3 in layer 1, inputs × outputs as Keras has"
            + " them; transpose the weights, which are outputs × inputs here",
        written(
            Tensor.matrix("W1", PARAMETERS.weight(1).transposed()),
            Tensor.matrix("b1", PARAMETERS.bias(1))));
  }

  @Test
  void provenanceComesBackAsItWas() throws IOException {
    Provenance all =
        Provenance.UNKNOWN
            .withSeed(4294967295L)
            .withInitializer(Initializer.SCALED)
            .withMethod("gram")
            .withIterations(2500)
            .withLearningRate(0.0075)
            .withDataSha256("ab".repeat(32))
            .withEngineVersion(Provenance.ENGINE)
            .withTrainAccuracy(206 / 209.0)
            .withTestAccuracy(0.8);
    assertEquals(9, all.metadata().size());
    assertEquals(all, Provenance.of(all.metadata()));
    Path file = directory.resolve("model.safetensors");
    new ModelFile(Network.of(PARAMETERS), all.metadata()).write(file);
    assertEquals(all, ModelFile.read(file).provenance());
    Provenance none = Provenance.of(Map.of());
    assertEquals(Map.of(), none.metadata());
    assertEquals(none, Provenance.of(Map.of("architecture", "mlp")));
  }

  @Test
  void provenanceThatCannotBeIsRefusedWhenAsked() throws IOException {
    for (String key : List.of("seed", "init", "iterations", "learningRate", "testAccuracy")) {
      Path file = directory.resolve("model.safetensors");
      new ModelFile(Network.of(PARAMETERS), Map.of(key, "many")).write(file);
      ModelFile model = ModelFile.read(file);
      assertEquals(
          "provenance: "
              + key
              + " is \"many\", which it cannot be; the file is damaged or another tool's",
          assertThrows(IllegalArgumentException.class, model::provenance).getMessage());
    }
  }

  @Test
  void theEngineCallsItselfByTheBuildsVersion() throws IOException {
    String pom = Files.readString(Repository.root().resolve("pom.xml"), StandardCharsets.UTF_8);
    String version = pom.split("<version>", -1)[1].split("</version>", -1)[0];
    assertEquals("serval " + version, Provenance.ENGINE);
  }
}
