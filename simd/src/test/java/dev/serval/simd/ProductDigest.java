// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.core.spi.Epilogue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * The SHA-256 of a few products: three segments with a tail, rows and columns off every tile, every
 * epilogue with arithmetic in it. Small, since vectors in the interpreter are a thousand times
 * slower.
 */
final class ProductDigest {

  private static final long SEED = 25;

  private ProductDigest() {}

  public static void main(String[] args) {
    String digest;
    try (Backend backend = new VectorBackend(new BackendOptions(2), KernelUse.ALWAYS)) {
      digest = of(backend, 1);
    }
    System.out.println(digest);
  }

  static String of(Backend backend, float first) {
    SplittableRandom random = new SplittableRandom(SEED);
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (ElementType type : ElementType.values()) {
      Matrix a = Views.fill(Matrix.zeros(type, 15, 520), random, false);
      Matrix b = Views.fill(Matrix.zeros(type, 520, 37), random, false);
      Matrix bias = Views.fill(Matrix.zeros(type, 15, 1), random, false);
      Matrix addend = Views.fill(Matrix.zeros(type, 15, 37), random, false);
      a.set(0, 0, first);
      Matrix c = Matrix.zeros(type, 15, 37);
      for (Epilogue epilogue :
          new Epilogue[] {
            Epilogue.NONE,
            new Epilogue.BiasRelu(bias),
            new Epilogue.BiasSigmoid(bias),
            new Epilogue.Scale(1.0 / 37),
            new Epilogue.Add(addend, new Epilogue.BiasRelu(bias))
          }) {
        backend.gemm(a, b, c, epilogue);
        add(sha, c);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, Matrix c) {
    ByteBuffer bytes = ByteBuffer.allocate(c.rows() * c.cols() * Double.BYTES);
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        bytes.putLong(Double.doubleToLongBits(c.get(i, j)));
      }
    }
    sha.update(bytes.array());
  }
}
