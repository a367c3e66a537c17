// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import dev.serval.core.math.PinnedSum;
import dev.serval.testing.Elementary;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * One digest over everything the package computes on a small seeded set; {@code main} prints the
 * width in bits and the digest, so that another JVM's can be compared.
 */
final class ElementwiseDigest {

  private static final int N = 500;

  private ElementwiseDigest() {}

  public static void main(String[] args) throws NoSuchAlgorithmException {
    System.out.println(FloatVectorMath.SPECIES.vectorBitSize() + " " + compute(1));
  }

  /**
   * Returns the SHA-256 of all results.
   *
   * @param times how often everything is computed; the last counts, so many make the compiler's
   */
  static String compute(int times) throws NoSuchAlgorithmException {
    String digest = "";
    for (int i = 0; i < times; i++) {
      digest = once();
    }
    return digest;
  }

  private static String once() throws NoSuchAlgorithmException {
    SplittableRandom random = new SplittableRandom(99);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    float[] x = new float[N];
    float[] y = new float[N];
    float[] out = new float[N];
    double[] wideX = new double[N];
    double[] wideY = new double[N];
    double[] wideOut = new double[N];
    for (int j = 0; j < N; j++) {
      x[j] = finite(Elementary.anyFloat(random));
      y[j] = finite(Elementary.anyFloat(random));
      wideX[j] = finite(Elementary.anyDouble(random));
      wideY[j] = finite(Elementary.anyDouble(random));
    }
    FloatElementwise.sigmoid(x, 0, out, 0, N);
    add(digest, out);
    FloatElementwise.biasSigmoid(out, 0, N, 0.5f);
    add(digest, out);
    FloatElementwise.sigmoidBackward(x, 0, y, 0, out, 0, N);
    add(digest, out);
    FloatElementwise.axpy(0.3f, y, 0, out, 0, N);
    add(digest, out);
    FloatElementwise.biasRelu(out, 0, N, 0.1f);
    FloatElementwise.reluMask(out, 0, x, 0, N);
    add(digest, out);
    DoubleElementwise.sigmoid(wideX, 0, wideOut, 0, N);
    add(digest, wideOut);
    DoubleElementwise.biasSigmoid(wideOut, 0, N, 0.5);
    add(digest, wideOut);
    DoubleElementwise.sigmoidBackward(wideX, 0, wideY, 0, wideOut, 0, N);
    add(digest, wideOut);
    DoubleElementwise.axpy(0.3, wideY, 0, wideOut, 0, N);
    add(digest, wideOut);
    DoubleElementwise.biasRelu(wideOut, 0, N, 0.1);
    DoubleElementwise.reluMask(wideOut, 0, wideX, 0, N);
    add(digest, wideOut);
    DoubleElementwise.sigmoid(wideX, 0, wideOut, 0, N);
    FloatElementwise.sigmoid(x, 0, out, 0, N);
    double[] sums = {
      DoubleElementwise.rowSum(wideOut, 0, N, new double[PinnedSum.STRIPES]),
      FloatElementwise.rowSum(out, 0, N, new float[PinnedSum.STRIPES])
    };
    add(digest, sums);
    double[] scratch = new double[LogisticLoss.SCRATCH];
    LogisticLoss.accumulate(wideOut, 0, wideY, 0, N, scratch);
    LogisticLoss.accumulate(x, 0, out, 0, N, scratch);
    add(digest, scratch);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** NaN may come in several bit patterns, which the digest would tell apart. */
  private static double finite(double x) {
    return Math.abs(x) < 1e100 ? x : 1;
  }

  private static float finite(float x) {
    return Math.abs(x) < 1e12f ? x : 1;
  }

  private static void add(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }
}
