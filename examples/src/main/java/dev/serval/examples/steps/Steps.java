// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.steps;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Parameters;
import dev.serval.core.notebook.Gradients;
import dev.serval.core.notebook.LayerCache;
import dev.serval.core.notebook.LayerForwardResult;
import dev.serval.core.notebook.LayerGradients;
import dev.serval.core.notebook.LinearCache;
import dev.serval.core.notebook.ModelForwardResult;
import dev.serval.core.notebook.StepByStep;
import dev.serval.core.random.NumpyRandom;
import dev.serval.examples.cats.ResultStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints what "Building your Deep Neural Network: Step by Step" prints, section by section. Inputs
 * are the notebook's test cases: NumPy's random numbers of a seed, or the literals of the first
 * version.
 */
public final class Steps {

  private static final String USAGE =
      """
      Usage: steps
      Prints what the notebook "Building your Deep Neural Network: Step by Step" prints,
      section by section, computed by Serval's functions in float64.
      """;

  private final PrintStream out;
  private final StepByStep notebook = new StepByStep();

  private Steps(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints all sections.
   *
   * @param args none, or {@code --help}
   */
  public static void main(String[] args) {
    PrintStream out = ResultStream.ofProcess();
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = run(args, out, err);
    System.exit(status);
  }

  /**
   * Prints all sections.
   *
   * @param args none, or {@code --help}
   * @param out for the sections
   * @param err for complaints
   * @return exit status: 0 done, or nobody reads any more; 1 output lost, 2 wrong usage
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    if (args.length > 0) {
      err.println("steps: takes no arguments, got " + args[0] + "; see steps --help");
      return 2;
    }
    Steps steps = new Steps(out);
    steps.initialization();
    steps.forward();
    steps.cost();
    steps.backward();
    steps.update();
    if (out.checkError() && !(out instanceof ResultStream results && results.isReaderGone())) {
      err.println("steps: standard output: cannot be written; check the disk");
      return 1;
    }
    return 0;
  }

  private void initialization() {
    title("3.1 - 2-layer Neural Network");
    print(notebook.initializeParameters(2, 2, 1, 1));

    title("3.2 - L-layer Neural Network");
    print(notebook.initializeParametersDeep(Initializer.SCALED, 3, 5, 4, 3));
  }

  private void forward() {
    title("4.1 - Linear Forward");
    Matrix a =
        matrix(
            new double[][] {
              {-1.02387576, 1.12397796}, {-1.62328545, 0.64667545}, {-1.74314104, -0.59664964}
            });
    Matrix w = matrix(new double[][] {{0.74505627, 1.97611078, -1.24412333}});
    Matrix b = matrix(new double[][] {{1}});
    print("Z", notebook.linearForward(a, w, b).z());

    title("4.2 - Linear-Activation Forward");
    NumpyRandom random = new NumpyRandom(1);
    a = randn(random, 3, 2);
    w = randn(random, 1, 3);
    b = randn(random, 1, 1);
    LayerForwardResult layer = notebook.linearActivationForward(a, w, b, "sigmoid");
    print("With sigmoid: A", layer.a());
    layer = notebook.linearActivationForward(a, w, b, "relu");
    print("With ReLU: A", layer.a());

    title("d) L-Layer Model");
    random = new NumpyRandom(1);
    Matrix x = randn(random, 4, 2);
    Matrix w1 = randn(random, 3, 4);
    Matrix b1 = randn(random, 3, 1);
    Matrix w2 = randn(random, 1, 3);
    Matrix b2 = randn(random, 1, 1);
    Parameters parameters = new Parameters(List.of(w1, w2), List.of(b1, b2));
    ModelForwardResult model = notebook.lModelForward(x, parameters);
    print("AL", model.aL());
    out.println("Length of caches list = " + model.caches().size());
  }

  private void cost() {
    title("5 - Cost function");
    Matrix aL = matrix(new double[][] {{0.8, 0.9, 0.4}});
    Matrix y = matrix(new double[][] {{1, 1, 1}});
    out.println("cost = " + notebook.computeCost(aL, y));
  }

  private void backward() {
    title("6.1 - Linear backward");
    NumpyRandom random = new NumpyRandom(1);
    Matrix dZ = randn(random, 1, 2);
    Matrix aPrev = randn(random, 3, 2);
    Matrix w = randn(random, 1, 3);
    Matrix b = randn(random, 1, 1);
    print(notebook.linearBackward(dZ, new LinearCache(aPrev, w, b)));

    title("6.2 - Linear-Activation backward");
    random = new NumpyRandom(2);
    Matrix dA = randn(random, 1, 2);
    aPrev = randn(random, 3, 2);
    w = randn(random, 1, 3);
    b = randn(random, 1, 1);
    Matrix z = randn(random, 1, 2);
    LayerCache cache = new LayerCache(new LinearCache(aPrev, w, b), z);
    out.println("sigmoid:");
    print(notebook.linearActivationBackward(dA, cache, "sigmoid"));
    out.println();
    out.println("relu:");
    print(notebook.linearActivationBackward(dA, cache, "relu"));

    title("6.3 - L-Model Backward");
    Matrix aL = matrix(new double[][] {{0.60298372, 0.87182628}});
    Matrix y = matrix(new double[][] {{1, 1}});
    aPrev =
        matrix(
            new double[][] {
              {0.20445225, 0.87811744}, {0.02738759, 0.67046751}, {0.4173048, 0.55868983}
            });
    w = matrix(new double[][] {{1.78862847, 0.43650985, 0.09649747}});
    b = matrix(new double[][] {{0}});
    z = matrix(new double[][] {{0.41791293, 1.91720367}});
    cache = new LayerCache(new LinearCache(aPrev, w, b), z);
    Gradients gradients = notebook.lModelBackward(aL, y, List.of(cache));
    print("dW1", gradients.dW(1));
    print("db1", gradients.db(1));
    print("dA1", gradients.dA(1));
  }

  private void update() {
    title("6.4 - Update Parameters");
    Matrix w1 =
        matrix(
            new double[][] {
              {1.78862847, 0.43650985, 0.09649747},
              {-1.8634927, -0.2773882, -0.35475898},
              {-0.08274148, -0.62700068, -0.04381817},
              {-0.47721803, -1.31386475, 0.88462238}
            });
    Matrix w2 =
        matrix(
            new double[][] {
              {0.88131804, 1.70957306, 0.05003364, -0.40467741},
              {-0.54535995, -1.54647732, 0.98236743, -1.10106763},
              {-1.18504653, -0.2056499, 1.48614836, 0.23671627}
            });
    Matrix w3 =
        matrix(
            new double[][] {
              {-1.02378514, -0.7129932, 0.62524497}, {-0.16051336, -0.76883635, -0.23003072}
            });
    Parameters parameters =
        new Parameters(List.of(w1, w2, w3), List.of(zeros(4, 1), zeros(3, 1), zeros(2, 1)));
    Matrix dW1 = zeros(4, 3);
    dW1.set(0, 0, 0.63070583);
    dW1.set(0, 1, 0.66482653);
    dW1.set(0, 2, 0.18308507);
    Matrix dW2 = zeros(3, 4);
    dW2.set(0, 0, 1.62934255);
    // The notebook's dW3 has one row and its db one number each: NumPy repeats them; here it is
    // said.
    Matrix dW3 = matrix(new double[][] {{-1.40260776, 0, 0}, {-1.40260776, 0, 0}});
    Gradients gradients =
        new Gradients(
            List.of(),
            List.of(dW1, dW2, dW3),
            List.of(
                constant(4, 0.7593767620441146),
                constant(3, 0.8616375992281106),
                constant(2, -0.8416195602233457)));
    print(notebook.updateParameters(parameters, gradients, 0.1));
  }

  private void print(Parameters parameters) {
    for (int l = 1; l <= parameters.layers(); l++) {
      print("W" + l, parameters.weight(l));
      print("b" + l, parameters.bias(l));
    }
  }

  private void print(LayerGradients gradients) {
    print("dA_prev", gradients.dAPrev());
    print("dW", gradients.dW());
    print("db", gradients.db());
  }

  private void print(String name, Matrix matrix) {
    out.println(name + " = " + NumpyFormat.format(matrix).replace("\n", System.lineSeparator()));
  }

  private void title(String title) {
    out.println();
    out.println("## " + title);
    out.println();
  }

  private static Matrix matrix(double[][] rows) {
    return Matrix.of(ElementType.FLOAT64, rows);
  }

  private static Matrix zeros(int rows, int cols) {
    return Matrix.zeros(ElementType.FLOAT64, rows, cols);
  }

  private static Matrix constant(int rows, double value) {
    Matrix matrix = zeros(rows, 1);
    for (int i = 0; i < rows; i++) {
      matrix.set(i, 0, value);
    }
    return matrix;
  }

  /** Draws np.random.randn(rows, cols). */
  private static Matrix randn(NumpyRandom random, int rows, int cols) {
    Matrix matrix = zeros(rows, cols);
    random.fillNormal(matrix);
    return matrix;
  }
}
