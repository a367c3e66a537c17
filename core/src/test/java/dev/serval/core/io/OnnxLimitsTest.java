// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static dev.serval.core.io.Proto.floats;
import static dev.serval.core.io.Proto.graph;
import static dev.serval.core.io.Proto.model;
import static dev.serval.core.io.Proto.node;
import static dev.serval.core.io.Proto.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an ONNX file may have many of: as many as allowed, and one more. */
class OnnxLimitsTest {

  private static final int NODES = 4 * Safetensors.MAX_TENSORS;

  @TempDir private Path directory;

  private OnnxModel read(byte[] bytes) throws IOException {
    return Onnx.read(Files.write(directory.resolve("m.onnx"), bytes));
  }

  private void assertRefused(String wrong, byte[] bytes) {
    TensorFileException e = assertThrows(TensorFileException.class, () -> read(bytes));
    assertEquals(directory.resolve("m.onnx") + ": " + wrong, e.getMessage());
  }

  private void assertDamaged(String wrong, byte[] bytes) {
    assertRefused(wrong + "; the file is damaged; write or download it again", bytes);
  }

  /** One layer behind some operations that change nothing. */
  private static Proto network(int identities) {
    Proto graph =
        graph("x", 2, "y", 1)
            .part(5, floats("W", new float[] {1, 2}, 1, 2))
            .part(5, floats("b", new float[] {3}, 1));
    for (int i = 0; i < identities; i++) {
      graph.part(1, node("Identity", "x" + (i + 1), i == 0 ? "x" : "x" + i));
    }
    String in = identities == 0 ? "x" : "x" + identities;
    return graph
        .part(1, node("Gemm", "z", in, "W", "b").whole("transB", 1))
        .part(1, node("Sigmoid", "y", "z"));
  }

  private static byte[] withMetadata(int entries) {
    Proto file = new Proto().raw(model(network(0)));
    for (int i = 0; i < entries; i++) {
      file.part(14, new Proto().text(1, "key" + i).text(2, ""));
    }
    return file.bytes();
  }

  @Test
  void metadataEntriesAreCounted() throws IOException {
    int max = Safetensors.MAX_METADATA_ENTRIES;
    String wrong = "it has more than 256 metadata entries, or one of them twice";
    assertEquals(max, read(withMetadata(max)).metadata().size());
    assertDamaged(wrong, withMetadata(max + 1));
    Proto again = new Proto().part(14, new Proto().text(1, "key1").text(2, "other"));
    assertDamaged(wrong, Bytes.concat(withMetadata(2), again.bytes()));
  }

  @Test
  void tensorsAreCounted() throws IOException {
    Proto graph = network(0);
    for (int i = 2; i < Safetensors.MAX_TENSORS; i++) {
      graph.part(5, floats("unused" + i, new float[1], 1));
    }
    assertEquals(1, read(model(graph)).parameters().layers());
    graph.part(5, floats("one more", new float[1], 1));
    assertDamaged("it has more than 4096 tensors, or the tensor \"one more\" twice", model(graph));
  }

  @Test
  void inputsAndOutputsAreCounted() {
    Proto graph = network(0);
    for (int i = 2; i < Safetensors.MAX_TENSORS; i++) {
      graph.part(12, value("y" + i, 0, 1));
    }
    assertRefused(
        "it has 1 inputs and 4095 outputs; a network has one of each; choose another file",
        model(graph));
    graph.part(12, value("one more", 0, 1));
    assertDamaged("it has too many inputs and outputs", model(graph));
  }

  @Test
  void operationsAreCounted() throws IOException {
    assertEquals(1, read(model(network(NODES - 2))).parameters().layers());
    assertDamaged("it has more than 16384 operations", model(network(NODES - 1)));
  }

  @Test
  void whatAnOperationTakesIsCounted() {
    assertTakes("has 64 inputs", 64);
    assertTakes("has more than 64 inputs, outputs or attributes", 65);
  }

  private void assertTakes(String wrong, int inputs) {
    Proto node = new Proto().text(2, "y").text(4, "Sigmoid");
    for (int i = 0; i < inputs; i++) {
      node.text(1, "x");
    }
    assertRefused(
        "the operation \"y\" (\"Sigmoid\") "
            + wrong
            + "; what is read is a chain of Gemm, or MatMul and Add, with Relu between and Sigmoid"
            + " at the end",
        model(graph("x", 2, "y", 1).part(1, node)));
  }
}
