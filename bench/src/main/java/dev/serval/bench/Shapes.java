// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import dev.serval.core.model.Topology;

/** Every shape that is measured, each with a sentence on where it comes from. */
public final class Shapes {

  private Shapes() {}

  /** Which factor of a product stays the same from run to run, so that the engine prepares it. */
  public enum Constant {
    /** Both factors are new every time. */
    NEITHER,
    /** A is prepared once: the weights, in inference. */
    LEFT,
    /** B is prepared once: the pictures or their transposition, in training. */
    RIGHT
  }

  /** How a factor lies in memory. */
  private enum Layout {
    ROW_MAJOR,
    TRANSPOSED
  }

  /**
   * Products C = A·B; A is M×K, B is K×N, C is M×N. The cat net is the one of the seed notebook,
   * 12288-20-7-5-1 with 209 pictures; its forward products are W·A, its weight gradients (DW) dZ·Aᵀ
   * and its input gradients (DA) Wᵀ·dZ.
   */
  public enum Gemm {
    /** The cat net's first layer, W1·X: 98 % of a forward pass. X is constant. */
    CAT_L1_FORWARD(20, 209, 12288, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.RIGHT),
    /** The gradient of the cat net's W1, dZ1·Xᵀ: almost all of a backward pass. Xᵀ is constant. */
    CAT_L1_DW(20, 12288, 209, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.RIGHT),
    /** The cat net's second layer, W2·A1: K is far below one segment. */
    CAT_L2_FORWARD(7, 209, 20, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The gradient of the cat net's W2, dZ2·A1ᵀ. */
    CAT_L2_DW(7, 20, 209, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.NEITHER),
    /** What the cat net's second layer hands back, W2ᵀ·dZ2. */
    CAT_L2_DA(20, 209, 7, Layout.TRANSPOSED, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The cat net's third layer, W3·A2. */
    CAT_L3_FORWARD(5, 209, 7, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The gradient of the cat net's W3, dZ3·A2ᵀ: 35 elements, each a sum over the pictures. */
    CAT_L3_DW(5, 7, 209, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.NEITHER),
    /** What the cat net's third layer hands back, W3ᵀ·dZ3. */
    CAT_L3_DA(7, 209, 5, Layout.TRANSPOSED, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The cat net's output layer, W4·A3: one row, all overhead. */
    CAT_L4_FORWARD(1, 209, 5, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The gradient of the cat net's W4, dZ4·A3ᵀ: five dot products. */
    CAT_L4_DW(1, 5, 209, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.NEITHER),
    /** What the cat net's output layer hands back, W4ᵀ·dZ4: an outer product, K = 1. */
    CAT_L4_DA(5, 209, 1, Layout.TRANSPOSED, Layout.ROW_MAJOR, Constant.NEITHER),
    /** The first layer of the notebook's two-layer net 12288-7-1, W1·X: one short tile of rows. */
    CAT2_L1_FORWARD(7, 209, 12288, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.RIGHT),
    /** The gradient of that net's W1, dZ1·Xᵀ. */
    CAT2_L1_DW(7, 12288, 209, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.RIGHT),
    /** One picture through the cat net's first layer: a matrix-vector product. W1 is constant. */
    ONE_EXAMPLE(20, 1, 12288, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.LEFT),
    /** A square that fits L1 and L2: what a call and the packing cost. */
    SQUARE_64(64),
    /** A square that fits L2. */
    SQUARE_128(128),
    /** A square of exactly one segment of K. */
    SQUARE_256(256),
    /** The square on which percent of peak is stated; two whole segments, most tiles whole. */
    SQUARE_512(512),
    /** A prime near 512: a tail in every tile, vector and segment; edges cost what it is slower. */
    SQUARE_509(509),
    /** A square whose three float32 matrices take 12 MB: blocking decides. */
    SQUARE_1024(1024),
    /** A square whose three float32 matrices take 48 MB, more than most shared caches. */
    SQUARE_2048(2048),
    /** First layer of the MNIST-like net 784-512-256-10 with batch 128, W1·X: the textbook size. */
    MNIST_L1_FORWARD(512, 128, 784, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /**
     * The gradient of that layer's weights, dZ1·Xᵀ; mini-batches change, so nothing is constant.
     */
    MNIST_L1_DW(512, 784, 128, Layout.ROW_MAJOR, Layout.TRANSPOSED, Constant.NEITHER),
    /** What that net's second layer hands back, W2ᵀ·dZ2. */
    MNIST_L2_DA(512, 128, 256, Layout.TRANSPOSED, Layout.ROW_MAJOR, Constant.NEITHER),
    /** That net's output layer, W3·A2: ten rows, one for each digit. */
    MNIST_L3_FORWARD(10, 128, 256, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A layer 1024 wide on one example, as a service asks it: memory speed. W is constant. */
    WIDE_1(1024, 1, 1024, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.LEFT),
    /** A layer 1024 wide on a small batch of 32; W is constant. */
    WIDE_32(1024, 32, 1024, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.LEFT),
    /** A layer 1024 wide on a large batch of 512; W is constant. */
    WIDE_512(1024, 512, 1024, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.LEFT),
    /** The same in training: W is new at each step. */
    WIDE_512_TRAINING(1024, 512, 1024, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A first layer of 256 units on 1,024 pictures of 28×28: N is the long side. */
    DIGITS_L1_FORWARD(256, 1024, 784, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A layer of 32 units after one of 512, batch 512: M is thin. */
    THIN_M_32(32, 512, 512, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A layer 512 wide on eight examples: N is thin, half a vector or less. */
    THIN_N_8(512, 8, 512, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A layer of 256 units on five inputs, batch 256: K is thin, each sum a few operations. */
    THIN_K_5(256, 256, 5, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** A layer of 512 units on twenty inputs, batch 512: writing C is most of the work. */
    THIN_K_20(512, 512, 20, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER),
    /** First layer of the tiny net 30-64-64-1 with batch 32: microseconds of work. */
    TINY_L1_FORWARD(64, 32, 30, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER);

    private final int m;
    private final int n;
    private final int k;
    private final Layout a;
    private final Layout b;
    private final Constant constant;

    Gemm(int m, int n, int k, Layout a, Layout b, Constant constant) {
      this.m = m;
      this.n = n;
      this.k = k;
      this.a = a;
      this.b = b;
      this.constant = constant;
    }

    Gemm(int size) {
      this(size, size, size, Layout.ROW_MAJOR, Layout.ROW_MAJOR, Constant.NEITHER);
    }

    /** Returns M, the rows of A and C. */
    public int m() {
      return m;
    }

    /** Returns N, the columns of B and C. */
    public int n() {
      return n;
    }

    /** Returns K, the columns of A and rows of B. */
    public int k() {
      return k;
    }

    /** Returns whether A is the transposed view of a row-major K×M matrix. */
    public boolean isATransposed() {
      return a == Layout.TRANSPOSED;
    }

    /** Returns whether B is the transposed view of a row-major N×K matrix. */
    public boolean isBTransposed() {
      return b == Layout.TRANSPOSED;
    }

    /** Returns which factor the engine would have prepared. */
    public Constant constant() {
      return constant;
    }

    /** Returns the floating-point operations of one product, 2·M·N·K. */
    public double flops() {
      return 2.0 * m * n * k;
    }

    /** Returns {@code M×N×K}. */
    public String dimensions() {
      return m + "×" + n + "×" + k;
    }
  }

  /** Matrices that a function is applied to, element by element. */
  public enum Elements {
    /** The first activation of the cat net: 20 units, 209 pictures; fits L1 or L2. */
    CAT_L1(20, 209),
    /** That activation on a batch of 128: in and out fit L1 together, in float32. */
    CAT_L1_128(20, 128),
    /** An activation of the 1024-wide net on its batch of 512: 2 MB in float32, beyond most L2. */
    WIDE_512(1024, 512),
    /** A million elements: beyond L2, a first look at what memory allows. */
    MILLION(1000, 1000);

    private final int rows;
    private final int cols;

    Elements(int rows, int cols) {
      this.rows = rows;
      this.cols = cols;
    }

    /** Returns the number of rows. */
    public int rows() {
      return rows;
    }

    /** Returns the number of columns. */
    public int cols() {
      return cols;
    }

    /** Returns how many elements there are. */
    public int count() {
      return rows * cols;
    }
  }

  /** Whole networks, with the batch they are trained on. */
  public enum Net {
    /** The seed notebook's four-layer cat net and its 209 training pictures of 64×64×3. */
    CAT(209, 12288, 20, 7, 5, 1),
    /**
     * A textbook net for 28×28 digits, batch 128, with ten sigmoid outputs: layers of common size.
     */
    MNIST(128, 784, 512, 256, 10),
    /** Two hidden layers 1024 wide, batch 512: 8 MB of weights, beyond L2 and within most L3. */
    WIDE(512, 1024, 1024, 1024, 1),
    /** A net for a table of 30 columns, batch 32: so small that overhead decides. */
    TINY(32, 30, 64, 64, 1);

    private final int examples;

    @SuppressWarnings("ImmutableEnumChecker") // immutable; the annotation would be a dependency
    private final Topology topology;

    Net(int examples, int... sizes) {
      this.examples = examples;
      this.topology = Topology.of(sizes);
    }

    /** Returns m, the number of examples of the training batch. */
    public int examples() {
      return examples;
    }

    /** Returns the layer sizes. */
    public Topology topology() {
      return topology;
    }

    /** Returns the operations of the products of a forward pass, Σ 2·n_l·n_{l−1}·m. */
    public double forwardFlops(int examples) {
      double flops = 0;
      for (int l = 1; l <= topology.layers(); l++) {
        flops += layerFlops(l, examples);
      }
      return flops;
    }

    /**
     * Returns the operations of the products of a training step on the whole batch: forward, dW of
     * every layer, dA of every layer but the first. Elementwise work is not counted.
     */
    public double stepFlops() {
      return 3 * forwardFlops(examples) - layerFlops(1, examples);
    }

    private double layerFlops(int l, int examples) {
      return 2.0 * topology.size(l) * topology.size(l - 1) * examples;
    }
  }
}
