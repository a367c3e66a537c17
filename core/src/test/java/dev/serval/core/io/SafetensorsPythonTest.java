// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Topology;
import dev.serval.core.random.NumpyRandom;
import dev.serval.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files go to Python and back; skipped where python3 with NumPy, safetensors or PyTorch is missing.
 */
class SafetensorsPythonTest {

  /**
   * How far two sigmoids of the same number may lie apart. An exponential is within 2 ULP or 4u,
   * with u = 2^−53; of that a quarter is left, as sigmoid's slope is at most ¼; a sum and a
   * quotient are rounded by u each. That twice.
   */
  private static final double MOST_DIFFERENCE = 2 * (1 + 2) * 0x1p-53;

  @TempDir private Path directory;

  private static TensorFile content() {
    NumpyRandom random = new NumpyRandom(1);
    Matrix w1 = Matrix.zeros(ElementType.FLOAT64, 30, 20);
    Matrix b1 = Matrix.zeros(ElementType.FLOAT32, 20, 1);
    random.fillNormal(w1);
    random.fillNormal(b1);
    return new TensorFile(
        List.of(
            Tensor.matrix("W1", w1.transposed()),
            Tensor.matrix("b1", b1),
            Tensor.vector("0.bias", b1),
            Tensor.matrix("é \"quoted\"", w1.block(1, 2, 3, 4)),
            Tensor.matrix("empty", Matrix.zeros(ElementType.FLOAT32, 0, 3))),
        Map.of("layers", "20,30", "é", "\n"));
  }

  @Test
  void pythonReadsOursAndWeReadPythons() throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy");
    TensorFile content = content();
    Path ours = directory.resolve("ours.safetensors");
    Path theirs = directory.resolve("theirs.safetensors");
    Safetensors.write(ours, content);
    List<String> lines = python.run(getClass(), "safetensors_check.py", ours, theirs);

    List<String> expected = new ArrayList<>();
    for (Tensor tensor : content.tensors()) {
      expected.add(
          "tensor %s %s %s %s"
              .formatted(
                  json(tensor.name()),
                  tensor.values().type() == ElementType.FLOAT32 ? "<f4" : "<f8",
                  tensor.shape(),
                  Bytes.bits(tensor)));
    }
    content
        .metadata()
        .forEach((key, value) -> expected.add("metadata " + json(key) + " " + json(value)));
    assertEquals(expected, lines.subList(0, lines.size() - 1));
    assertTrue(lines.getLast().startsWith("package "), lines.getLast());
    Bytes.assertSame(
        new TensorFile(content.tensors().reversed(), content.metadata()), Safetensors.read(theirs));
  }

  /** Python's own package packs the tensors in an order of its own, padded. */
  @Test
  void thePackagesReadOursAndWeReadThePackages() throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy", "safetensors.numpy");
    TensorFile content = content();
    Path ours = directory.resolve("ours.safetensors");
    Path theirs = directory.resolve("theirs.safetensors");
    Path packages = directory.resolve("packages.safetensors");
    Safetensors.write(ours, content);
    List<String> lines = python.run(getClass(), "safetensors_check.py", ours, theirs, packages);
    assertEquals("package agrees", lines.getLast());
    TensorFile read = Safetensors.read(packages);
    assertEquals(content.metadata(), read.metadata());
    assertEquals(sorted(content), sorted(read));
  }

  private static List<String> sorted(TensorFile file) {
    return file.tensors().stream().map(Bytes::describe).sorted().toList();
  }

  @Test
  void aNetworkThatPyTorchSavedAnswersAsInPyTorch() throws IOException, InterruptedException {
    Python python = Python.with(directory, "torch", "safetensors.torch");
    Path state = directory.resolve("state.safetensors");
    List<String> lines = python.run(getClass(), "pytorch_check.py", state);
    Network network = ModelFile.read(state).network();
    assertEquals(Topology.of(12, 5, 3, 1), network.topology());
    double[] examples = numbers(lines.get(0));
    double[] expected = numbers(lines.get(1));
    Matrix x = DoubleMatrix.of(examples, expected.length, 12).transposed();
    Matrix actual = network.on(new ReferenceBackend()).probabilities(x);
    for (int i = 0; i < expected.length; i++) {
      assertTrue(expected[i] > 0.01 && expected[i] < 0.99, "says little: " + expected[i]);
      assertEquals(expected[i], actual.get(0, i), MOST_DIFFERENCE);
    }
  }

  private static double[] numbers(String line) {
    return Stream.of(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** As Python's json.dumps writes it: ASCII only. */
  private static String json(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        result.append("\\\"");
      } else if (c == '\n') {
        result.append("\\n");
      } else if (c > '~') {
        result.append("\\u%04x".formatted((int) c));
      } else {
        result.append(c);
      }
    }
    return result.append('"').toString();
  }
}
