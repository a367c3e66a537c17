// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.serval.core.api.Network;
import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.random.NumpyRandom;
import dev.serval.testing.Python;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime, and Python's onnx where it is installed, make of the models we write. */
class OnnxTest {

  private static final double PIXEL = 255;

  /** The course's layers, whose first has the longest sums. */
  private static final Topology COURSE = Topology.of(12288, 20, 7, 5, 1);

  /**
   * How far two engines' FLOAT32 probabilities may lie apart. Each rounds a sum of n = 12288 terms
   * about n times by at most u = 2^−24 of a partial sum; roundings are as good as random, so they
   * add up like a random walk to √n·u = 6.6e−6 of the sum's size, which is below 1.5 with scaled
   * weights and inputs up to 1. Sigmoid's slope is at most ¼, and there are two engines: 2 · ¼ ·
   * 1.5 · 6.6e−6.
   */
  static final double MOST_FLOAT_DIFFERENCE = 5e-6;

  /** The same with u = 2^−53. */
  private static final double MOST_DOUBLE_DIFFERENCE = MOST_FLOAT_DIFFERENCE * 0x1p-29;

  @TempDir private Path directory;

  static Stream<Arguments> networks() {
    return Stream.of(ElementType.values())
        .flatMap(
            type ->
                Stream.of(COURSE, Topology.of(3, 1), Topology.of(300, 4, 2))
                    .map(topology -> Arguments.of(type, topology)));
  }

  private static Parameters parameters(Topology topology, ElementType type) {
    Parameters parameters = Initializer.SCALED.initialize(topology, 1, type);
    NumpyRandom random = new NumpyRandom(2);
    for (int l = 1; l <= parameters.layers(); l++) {
      random.fillNormal(parameters.bias(l));
    }
    return parameters;
  }

  /** Pixels from 0 to 255, features × examples. */
  private static Matrix pixels(int features, int examples, ElementType type) {
    NumpyRandom random = new NumpyRandom(3);
    Matrix pixels = Matrix.zeros(type, features, examples);
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < examples; j++) {
        pixels.set(i, j, Math.floor(256 * random.rand()));
      }
    }
    return pixels;
  }

  /** Runs a model on examples as rows, and returns outputs × examples. */
  static double[][] run(byte[] model, Matrix input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {input.cols(), input.rows()};
    double[] rows =
        Stream.of(input.transposed().toArray()).flatMapToDouble(java.util.Arrays::stream).toArray();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor x =
            input.type() == ElementType.FLOAT64
                ? OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows), shape)
                : OnnxTensor.createTensor(environment, FloatBuffer.wrap(narrowed(rows)), shape);
        OrtSession.Result result = session.run(Map.of(Onnx.INPUT, x))) {
      OnnxTensor y = (OnnxTensor) result.get(Onnx.OUTPUT).orElseThrow();
      double[][] examples =
          y.getValue() instanceof float[][] floats
              ? Stream.of(floats).map(OnnxTest::widened).toArray(double[][]::new)
              : (double[][]) y.getValue();
      return Matrix.of(ElementType.FLOAT64, examples).transposed().toArray();
    }
  }

  private static float[] narrowed(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] widened(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static double[][] ours(Parameters parameters, Matrix pixels) {
    Matrix x = Matrix.zeros(pixels.type(), pixels.rows(), pixels.cols());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.cols(); j++) {
        x.set(i, j, pixels.get(i, j) / PIXEL);
      }
    }
    return Network.of(parameters).on(new ReferenceBackend()).probabilities(x).toArray();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void onnxRuntimeComputesTheSameProbabilities(ElementType type, Topology topology)
      throws OrtException {
    Parameters parameters = parameters(topology, type);
    byte[] model = Onnx.bytes(parameters, PIXEL, Map.of());
    double most = type == ElementType.FLOAT32 ? MOST_FLOAT_DIFFERENCE : MOST_DOUBLE_DIFFERENCE;
    for (int examples : new int[] {1, 7}) {
      Matrix pixels = pixels(topology.inputs(), examples, type);
      double[][] expected = ours(parameters, pixels);
      double[][] actual = run(model, pixels);
      assertEquals(expected.length, actual.length);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], actual[i], most);
      }
    }
  }

  @Test
  void withoutADivisorInputsAreTakenAsTheyAre() throws OrtException {
    Parameters parameters = parameters(Topology.of(3, 1), ElementType.FLOAT64);
    Matrix pixels = pixels(3, 1, ElementType.FLOAT64);
    Matrix x = pixels.copy();
    for (int i = 0; i < 3; i++) {
      x.set(i, 0, pixels.get(i, 0) / PIXEL);
    }
    double[][] expected = run(Onnx.bytes(parameters, PIXEL, Map.of()), pixels);
    assertArrayEquals(expected[0], run(Onnx.bytes(parameters, 1, Map.of()), x)[0]);
  }

  @Test
  void theModelSaysWhatItTakesAndWhereItComesFrom() throws IOException, OrtException {
    Path file = directory.resolve("model.onnx");
    Parameters parameters = parameters(COURSE, ElementType.FLOAT32);
    Onnx.write(file, parameters, PIXEL, Map.of("seed", "1"));
    assertArrayEquals(Onnx.bytes(parameters, PIXEL, Map.of("seed", "1")), Files.readAllBytes(file));
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertEquals("serval", session.getMetadata().getProducerName());
      assertEquals(Map.of("seed", "1"), session.getMetadata().getCustomMetadata());
      TensorInfo input = (TensorInfo) session.getInputInfo().get("input").getInfo();
      assertArrayEquals(new long[] {-1, 12288}, input.getShape());
      assertArrayEquals(new String[] {"batch", ""}, input.getDimensionNames());
      TensorInfo output = (TensorInfo) session.getOutputInfo().get("probability").getInfo();
      assertArrayEquals(new long[] {-1, 1}, output.getShape());
      assertEquals(1, session.getOutputInfo().size());
    }
  }

  /** As bench does, so that the runtime plans for one size. */
  @Test
  void theNumberOfExamplesCanBeFixedByItsName() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSymbolicDimensionValue(Onnx.BATCH, 2);
    byte[] model = Onnx.bytes(parameters(COURSE, ElementType.FLOAT32), 1, Map.of());
    try (options;
        OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
      TensorInfo output = (TensorInfo) session.getOutputInfo().get(Onnx.OUTPUT).getInfo();
      assertArrayEquals(new long[] {2, 1}, output.getShape());
    }
  }

  @Test
  void pythonsOnnxChecksIt() throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy", "onnx");
    Path file = directory.resolve("model.onnx");
    Parameters parameters = parameters(Topology.of(6, 3, 1), ElementType.FLOAT32);
    Onnx.write(file, parameters, PIXEL, Map.of("seed", "1"));
    List<String> lines = python.run(getClass(), "onnx_check.py", file);
    assertEquals(
        List.of(
            "ir_version 8",
            "opset 17",
            "Div input divisor -> A0",
            "Gemm A0 W1 b1 -> Z1",
            "Relu Z1 -> A1",
            "Gemm A1 W2 b2 -> Z2",
            "Sigmoid Z2 -> probability",
            "W1 " + Digest.sha256(List.of(parameters.weight(1))),
            "b1 " + Digest.sha256(List.of(parameters.bias(1))),
            "W2 " + Digest.sha256(List.of(parameters.weight(2))),
            "b2 " + Digest.sha256(List.of(parameters.bias(2))),
            "seed 1"),
        lines);
  }

  @Test
  void anOnnxModelIsNoSafetensorsFile() throws IOException {
    Path file = directory.resolve("model.onnx");
    Onnx.write(file, parameters(Topology.of(3, 1), ElementType.FLOAT32), PIXEL, Map.of());
    TensorFileException e = assertThrows(TensorFileException.class, () -> TensorFile.read(file));
    assertTrue(e.getMessage().contains("is an ONNX model, not a safetensors file"), e.getMessage());
  }
}
