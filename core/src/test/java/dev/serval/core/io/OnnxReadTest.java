// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static dev.serval.core.io.Proto.floats;
import static dev.serval.core.io.Proto.graph;
import static dev.serval.core.io.Proto.header;
import static dev.serval.core.io.Proto.model;
import static dev.serval.core.io.Proto.node;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import dev.serval.core.random.NumpyRandom;
import dev.serval.testing.Bits;
import dev.serval.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX models of ours and of other tools, read. */
class OnnxReadTest {

  // Outputs × inputs, as here; no matrix is square or symmetric.
  private static final float[] W1 = {0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f};
  private static final float[] W1_BY_INPUTS = {0.1f, 0.4f, -0.2f, 0.5f, 0.3f, -0.6f};
  private static final float[] B1 = {0.7f, -0.8f};
  private static final float[] W2 = {0.9f, -1.1f};
  private static final float[] B2 = {-0f};

  @TempDir private Path directory;

  private OnnxModel read(byte[] bytes) throws IOException {
    return Onnx.read(Files.write(directory.resolve("model.onnx"), bytes));
  }

  private static void assertSame(Parameters expected, Parameters actual) {
    assertEquals(expected.topology(), actual.topology());
    assertEquals(expected.type(), actual.type());
    for (int i = 0; i < expected.all().size(); i++) {
      Bits.assertSame(expected.all().get(i), actual.all().get(i));
      assertTrue(actual.all().get(i).isContiguous());
    }
  }

  private static Parameters random(Topology topology, ElementType type) {
    Parameters parameters = Initializer.HE.initialize(topology, 1, type);
    NumpyRandom random = new NumpyRandom(2);
    for (int l = 1; l <= parameters.layers(); l++) {
      random.fillNormal(parameters.bias(l));
    }
    return parameters;
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void ourOwnFileComesBackBitForBit(ElementType type) throws IOException {
    for (Topology topology : List.of(Topology.of(3, 1), Topology.of(300, 20, 7, 5, 2))) {
      for (double divisor : new double[] {1, 255, 127.5}) {
        Parameters parameters = random(topology, type);
        byte[] bytes = Onnx.bytes(parameters, divisor, Map.of("seed", "1"));
        OnnxModel model = read(bytes);
        assertSame(parameters, model.parameters());
        assertEquals(divisor, model.divisor());
        assertEquals(Map.of("seed", "1"), model.metadata());
        assertArrayEquals(bytes, Onnx.bytes(model.parameters(), model.divisor(), model.metadata()));
      }
    }
  }

  @Test
  void aModelFileSaysWhatItsInputsAreDividedBy() throws IOException {
    Network network = Network.of(random(Topology.of(4, 3, 1), ElementType.FLOAT32));
    Path file = directory.resolve("any.name");
    new ModelFile(network, Map.of("seed", "1", ModelFile.INPUT_DIVISOR, "7.0"))
        .writeOnnx(file, 255);
    assertFalse(Onnx.read(file).metadata().containsKey(ModelFile.INPUT_DIVISOR));
    ModelFile read = ModelFile.read(file);
    assertSame(network.parameters(), read.network().parameters());
    assertEquals("255.0", read.metadata().get(ModelFile.INPUT_DIVISOR));
    assertEquals("4-3-1", read.metadata().get("layers"));
    assertEquals(1, read.provenance().seed());
    read.writeOnnx(file, 1);
    assertFalse(ModelFile.read(file).metadata().containsKey(ModelFile.INPUT_DIVISOR));
  }

  @Test
  void aFlippedBitOfAWeightIsNoticed() throws IOException {
    Path file = directory.resolve("model.onnx");
    Matrix weight = Matrix.of(ElementType.FLOAT32, new double[][] {{W1[0], W1[1]}});
    Matrix bias = Matrix.of(ElementType.FLOAT32, new double[][] {{B1[0]}});
    Network network = Network.of(new Parameters(List.of(weight), List.of(bias)));
    new ModelFile(network, Map.of()).writeOnnx(file, 255);
    byte[] bytes = Files.readAllBytes(file);
    bytes[indexOf(bytes, Bytes.floats(W1[0], W1[1]))] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file + ": holds other numbers than were written; the file is damaged; write it again",
        assertThrows(TensorFileException.class, () -> ModelFile.read(file)).getMessage());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return Bytes.latin1Text(bytes).indexOf(Bytes.latin1Text(part));
  }

  /** Forms of one network, (x / 255 →) 3-2-1. */
  enum Form {
    /** As torch.onnx.export writes nn.Sequential(Linear, ReLU, Linear, Sigmoid). */
    GEMM {
      @Override
      Proto graph() {
        return Proto.graph("input", 3, "probability", 1)
            .part(1, gemm("/0/Gemm_output_0", "input", "0.weight", "0.bias"))
            .part(1, node("Relu", "/1/Relu_output_0", "/0/Gemm_output_0"))
            .part(1, gemm("/2/Gemm_output_0", "/1/Relu_output_0", "2.weight", "2.bias"))
            .part(1, node("Sigmoid", "probability", "/2/Gemm_output_0"))
            .part(5, floats("0.weight", W1, 2, 3))
            .part(5, floats("0.bias", B1, 2))
            .part(5, floats("2.weight", W2, 1, 2))
            .part(5, floats("2.bias", B2, 1));
      }

      private Proto gemm(String output, String... inputs) {
        Proto node = node("Gemm", output, inputs).factor("alpha", 1).factor("beta", 1);
        return node.whole("transB", 1);
      }
    },
    /** Weights by inputs, biases first, before the nodes that use them, and constants of nodes. */
    MATMUL {
      @Override
      Proto graph() {
        Proto scale = header(1, "").data(4, Bytes.floats(1 / 255f));
        Proto weight = header(1, "onnx::MatMul_7").data(1, new byte[] {3, 2});
        for (float value : W1_BY_INPUTS) {
          weight.fraction(4, value);
        }
        return new Proto()
            .text(2, "matmul")
            .part(5, weight)
            .part(5, header(1, "0.bias", 1, 2).data(4, Bytes.floats(B1)))
            .part(5, floats("unused", B1, 2))
            .part(1, node("Constant", "scale").tensor("value", scale))
            .part(1, node("Mul", "x", "scale", "input"))
            .part(1, node("MatMul", "p1", "x", "onnx::MatMul_7"))
            .part(1, node("Add", "z1", "0.bias", "p1"))
            .part(1, node("Relu", "a1", "z1"))
            .part(1, node("Transpose", "W2T", "W2").part(5, PERMUTED))
            .part(1, node("MatMul", "z2", "a1", "W2T"))
            .part(1, node("Sigmoid", "s", "z2"))
            .part(1, node("Identity", "probability", "s"))
            .part(11, Proto.value("input", 0, 3))
            .part(11, Proto.value("0.bias", 1, 2))
            .part(12, Proto.value("probability", 0, 1))
            .part(5, floats("W2", W2, 1, 2));
      }
    },
    /** In double, without transB, with operations that change nothing. */
    DOUBLE {
      @Override
      Proto graph() {
        return new Proto()
            .text(2, "double")
            .part(11, Proto.value("input", 0, 3))
            .part(12, Proto.value(11, "probability", 0, 1))
            .part(1, node("Cast", "c", "input").whole("to", 11))
            .part(1, node("Flatten", "f", "c"))
            .part(1, node("Div", "x", "f", "d"))
            .part(1, node("Identity", "B1", "b1"))
            .part(1, node("Gemm", "z1", "x", "W1", "B1"))
            .part(1, node("Relu", "a1", "z1"))
            .part(1, node("Gemm", "z2", "a1", "W2").whole("transB", 1))
            .part(1, node("Sigmoid", "probability", "z2"))
            .part(5, header(11, "d", 1).data(10, Bytes.doubles(255)))
            .part(5, header(11, "W1", 3, 2).data(10, Bytes.doubles(widened(W1_BY_INPUTS))))
            .part(5, header(11, "b1", 2).data(9, Bytes.doubles(widened(B1))))
            .part(5, header(11, "W2", 1, 2).data(9, Bytes.doubles(widened(W2))));
      }
    };

    private static final Proto PERMUTED =
        new Proto().text(1, "perm").number(8, 1).number(8, 0).number(20, 7);

    abstract Proto graph();

    private static double[] widened(float[] values) {
      double[] result = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        result[i] = values[i];
      }
      return result;
    }

    Parameters expected() {
      ElementType type = this == DOUBLE ? ElementType.FLOAT64 : ElementType.FLOAT32;
      Matrix b2 = Matrix.zeros(type, 1, 1);
      b2.set(0, 0, this == GEMM ? B2[0] : 0);
      return new Parameters(
          List.of(
              Matrix.of(type, new double[][] {{W1[0], W1[1], W1[2]}, {W1[3], W1[4], W1[5]}}),
              Matrix.of(type, new double[][] {{W2[0], W2[1]}})),
          List.of(Matrix.of(type, new double[][] {{B1[0]}, {B1[1]}}), b2));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void formsOfOtherToolsAreReadAndMeanWhatTheyMeanToOnnxRuntime(Form form)
      throws IOException, OrtException {
    OnnxModel model = read(model(form.graph()));
    assertSame(form.expected(), model.parameters());
    assertEquals(form == Form.GEMM ? 1 : 255, model.divisor());
    assertEquals(Map.of(), model.metadata());
    double[][] scaled = {{0, 1}, {1, 1}, {0.3, 0}};
    double[][] given = new double[3][2];
    for (int i = 0; i < 6; i++) {
      given[i / 2][i % 2] = scaled[i / 2][i % 2] * model.divisor();
    }
    ElementType type = model.parameters().type();
    double[] ours =
        Network.of(model.parameters())
            .on(new ReferenceBackend())
            .probabilities(Matrix.of(type, scaled))
            .toArray()[0];
    // The Cast of DOUBLE makes doubles of what is declared, and given, as floats.
    double[] theirs = OnnxTest.run(model(form.graph()), Matrix.of(ElementType.FLOAT32, given))[0];
    assertArrayEquals(theirs, ours, OnnxTest.MOST_FLOAT_DIFFERENCE);
    assertTrue(Math.abs(ours[0] - ours[1]) > 0.01, "the examples differ");
  }

  @ParameterizedTest
  @CsvSource({"0.003921569,255", "0.5,2", "3,0.3333333333333333", "-0.25,-4"})
  void aFactorIsTheDivisorItMeans(float factor, double divisor) throws IOException {
    Proto graph =
        graph("x", 1, "y", 1)
            .part(1, node("Mul", "a", "x", "c"))
            .part(1, node("MatMul", "z", "a", "c2"))
            .part(1, node("Sigmoid", "y", "z"))
            .part(5, floats("c", new float[] {factor}, 1, 1))
            .part(5, floats("c2", new float[] {2}, 1, 1));
    assertEquals(divisor, read(model(graph)).divisor());
  }

  @Test
  void layersThatShareATensorHaveTheirOwnMatrices() throws IOException {
    Proto graph = shared(3, 2);
    Parameters parameters = read(model(graph)).parameters();
    assertEquals(Topology.of(2, 2, 2, 2), parameters.topology());
    parameters.weight(1).set(0, 0, 9);
    parameters.bias(1).set(0, 0, 9);
    assertEquals(0, parameters.weight(2).get(0, 0));
    assertEquals(0, parameters.bias(2).get(0, 0));
  }

  /** 16 MB and sixteen times the file are 84 MB here, and a layer takes 4 MB. */
  @Test
  void aSmallFileDoesNotUnpackToAnyNumberOfLayers() throws IOException {
    assertEquals(15, read(model(shared(15, 1024))).parameters().layers());
    byte[] many = model(shared(25, 1024));
    TensorFileException e = assertThrows(TensorFileException.class, () -> read(many));
    assertTrue(e.getMessage().contains("its layers share tensors too often"), e.getMessage());
  }

  private static Proto shared(int layers, int size) {
    Proto graph =
        graph("x", size, "y", size)
            .part(5, floats("W", new float[size * size], size, size))
            .part(5, floats("b", new float[size], size));
    String at = "x";
    for (int l = 1; l <= layers; l++) {
      graph.part(1, node("Gemm", "z" + l, at, "W", "b").whole("transB", 1));
      at = l == layers ? "y" : "a" + l;
      graph.part(1, node(l == layers ? "Sigmoid" : "Relu", at, "z" + l));
    }
    return graph;
  }

  static Stream<String> pythonForms() {
    return Stream.of("gemm", "gemm_by_inputs", "matmul", "double");
  }

  /** What onnx.helper makes, checked by onnx.checker, is read with the numbers NumPy has. */
  @ParameterizedTest
  @MethodSource("pythonForms")
  void modelsOfPythonsOnnxAreRead(String form) throws IOException, InterruptedException {
    Python python = Python.with(directory, "numpy", "onnx");
    Path file = directory.resolve(form + ".onnx");
    List<String> expected = python.run(getClass(), "onnx_make.py", form, file);
    assertTrue(Onnx.isOnnx(file));
    OnnxModel model = Onnx.read(file);
    List<String> actual = new ArrayList<>();
    for (Matrix matrix : model.parameters().all()) {
      actual.add(matrix.rows() + "x" + matrix.cols() + " " + Digest.sha256(List.of(matrix)));
    }
    actual.add("divisor " + model.divisor());
    actual.add("metadata " + model.metadata().get("note"));
    assertEquals(expected, actual);
    assertEquals(model.parameters().topology(), ModelFile.read(file).network().topology());
  }
}
