// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.RandomMatrices;
import dev.serval.bench.Shapes;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.model.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples, labels and first parameters of a network, in files, since not every contender is Java.
 * Examples lie one after the other, as pictures and most libraries have them: x is examples×n0 in
 * memory, and X of the notebook is its transposed view. Directory NET holds x.f64, y.f64, W1.f64,
 * b1.f64, ….
 */
public final class NetInputs {

  /** System property that names the directory. */
  public static final String DIRECTORY = "serval.bench.inputs";

  /** Examples in the files: as many as the largest prediction wants. */
  private static final int LEAST_EXAMPLES = 256;

  private final Path directory;
  private final Topology topology;

  private NetInputs(Path directory, Topology topology) {
    this.directory = directory;
    this.topology = topology;
  }

  /** Returns the inputs of a net, from the directory that the system property names. */
  public static NetInputs of(Shapes.Net net) {
    String directory = System.getProperty(DIRECTORY);
    if (directory == null) {
      throw new IllegalStateException(
          DIRECTORY + " is not set; it names the directory that Compare writes the inputs to");
    }
    return new NetInputs(Path.of(directory, net.name()), net.topology());
  }

  /**
   * Writes the inputs of a net: synthetic pictures, uniform from 0 to 1, with coin tosses as
   * labels.
   *
   * @param root where the net's directory shall be
   */
  public static void write(Path root, Shapes.Net net) throws IOException {
    Topology topology = net.topology();
    int examples = Math.max(net.examples(), LEAST_EXAMPLES);
    RandomMatrices random = new RandomMatrices();
    write(
        root,
        net,
        Inputs.flat(random.uniform(ElementType.FLOAT64, examples, topology.inputs(), 0, 1)),
        Inputs.flat(random.labels(ElementType.FLOAT64, examples, topology.outputs())));
  }

  /**
   * Writes given examples, and the parameters that training starts from.
   *
   * @param x examples×n0
   * @param y examples×n_L
   */
  public static void write(Path root, Shapes.Net net, double[] x, double[] y) throws IOException {
    Path directory = Files.createDirectories(root.resolve(net.name()));
    RawFile.write(directory.resolve("x.f64"), x);
    RawFile.write(directory.resolve("y.f64"), y);
    // Drawn once in float32, so that both element types start from the same numbers.
    Parameters start = Initializer.SCALED.initialize(net.topology(), 1, ElementType.FLOAT32);
    for (int l = 1; l <= start.layers(); l++) {
      RawFile.write(directory.resolve("W" + l + ".f64"), Inputs.flat(start.weight(l)));
      RawFile.write(directory.resolve("b" + l + ".f64"), Inputs.flat(start.bias(l)));
    }
  }

  /** Returns x, examples×n0, the first ones. */
  public double[] x(int examples) throws IOException {
    return RawFile.read(directory.resolve("x.f64"), examples * topology.inputs());
  }

  /** Returns y, examples×n_L, the first ones. */
  public double[] y(int examples) throws IOException {
    return RawFile.read(directory.resolve("y.f64"), examples * topology.outputs());
  }

  /** Returns W[l], n_l × n_{l−1}, row by row. */
  public double[] weight(int l) throws IOException {
    return RawFile.read(directory.resolve("W" + l + ".f64"));
  }

  /** Returns b[l]. */
  public double[] bias(int l) throws IOException {
    return RawFile.read(directory.resolve("b" + l + ".f64"));
  }

  /** Returns X, n0 × examples, as a view of examples one after the other. */
  public Matrix matrixX(ElementType type, int examples) throws IOException {
    return matrix(type, x(examples), examples, topology.inputs()).transposed();
  }

  /** Returns Y, n_L × examples. */
  public Matrix matrixY(ElementType type, int examples) throws IOException {
    return matrix(type, y(examples), examples, topology.outputs()).transposed();
  }

  /** Returns the parameters that training starts from. */
  public Parameters parameters(ElementType type) throws IOException {
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> biases = new ArrayList<>();
    for (int l = 1; l <= topology.layers(); l++) {
      weights.add(matrix(type, weight(l), topology.size(l), topology.size(l - 1)));
      biases.add(matrix(type, bias(l), topology.size(l), 1));
    }
    return new Parameters(weights, biases);
  }

  private static Matrix matrix(ElementType type, double[] values, int rows, int cols) {
    return DoubleMatrix.of(values, rows, cols).copyAs(type);
  }
}
