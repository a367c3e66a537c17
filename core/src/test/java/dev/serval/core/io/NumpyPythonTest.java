// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import dev.serval.testing.Bits;
import dev.serval.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy reads ours and we read NumPy's; skipped where python3 with NumPy is missing. */
class NumpyPythonTest {

  @TempDir private Path directory;

  @Test
  void numpyReadsOursAndWeReadNumpys() throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy");
    NumpyRandom random = new NumpyRandom(1);
    Matrix w1 = Matrix.zeros(ElementType.FLOAT64, 30, 20);
    Matrix b1 = Matrix.zeros(ElementType.FLOAT32, 20, 1);
    random.fillNormal(w1);
    random.fillNormal(b1);
    List<Tensor> tensors =
        List.of(
            Tensor.matrix("W1", w1.transposed()),
            Tensor.matrix("b1", b1),
            Tensor.vector("0.bias", b1),
            Tensor.matrix("empty", Matrix.zeros(ElementType.FLOAT32, 0, 3)));
    Path npz = directory.resolve("ours.npz");
    Path npy = directory.resolve("ours.npy");
    Npz.write(npz, new TensorFile(tensors, Map.of("seed", "1")));
    Npy.write(npy, w1.transposed());

    List<String> lines = python.run(getClass(), "numpy_check.py", npz, npy, directory);

    List<String> expected = new ArrayList<>();
    tensors.forEach(tensor -> expected.add(describe(tensor)));
    expected.add(describe(Tensor.matrix("npy", w1)).replace("[30, 20]", "[20, 30]"));
    expected.set(4, describe(Tensor.matrix("npy", w1.transposed())));
    expected.add("comment {\"__metadata__\":{\"seed\":\"1\"}}");
    assertEquals(expected, lines);

    for (String archive : List.of("theirs.npz", "theirs_compressed.npz")) {
      assertEquals(
          tensors.stream().map(Bytes::describe).toList(),
          Npz.read(directory.resolve(archive)).tensors().stream().map(Bytes::describe).toList());
    }
    for (String array : List.of("plain", "fortran", "big_endian", "big_endian_fortran", "v2")) {
      Bits.assertSame(w1.transposed(), Npy.read(directory.resolve(array + ".npy")));
    }
    Bits.assertSame(b1, Npy.read(directory.resolve("vector.npy")));
  }

  private static String describe(Tensor tensor) {
    return "%s %s %s %s"
        .formatted(
            tensor.name(),
            tensor.values().type() == ElementType.FLOAT32 ? "<f4" : "<f8",
            tensor.shape(),
            Bytes.bits(tensor));
  }
}
