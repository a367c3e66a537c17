// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import dev.serval.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go to Python and back; skipped where python3 with NumPy is missing. */
class SafetensorsPythonTest {

  @TempDir private Path directory;

  @Test
  void pythonReadsOursAndWeReadPythons() throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy");
    NumpyRandom random = new NumpyRandom(1);
    Matrix w1 = Matrix.zeros(ElementType.FLOAT64, 30, 20);
    Matrix b1 = Matrix.zeros(ElementType.FLOAT32, 20, 1);
    random.fillNormal(w1);
    random.fillNormal(b1);
    TensorFile content =
        new TensorFile(
            List.of(
                Tensor.matrix("W1", w1.transposed()),
                Tensor.matrix("b1", b1),
                Tensor.vector("0.bias", b1),
                Tensor.matrix("é \"quoted\"", w1.block(1, 2, 3, 4)),
                Tensor.matrix("empty", Matrix.zeros(ElementType.FLOAT32, 0, 3))),
            Map.of("layers", "20,30", "é", "\n"));
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
