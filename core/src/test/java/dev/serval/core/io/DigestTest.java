// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.FloatMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.random.NumpyRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Digest} against hashlib and NumPy's tobytes. */
class DigestTest {

  /** sha256(a.tobytes() + b.tobytes()) of the two matrices of {@link #matrices}. */
  private static final String BOTH =
      "d97ccc6f23c94cd87018b3555ee957ac1c529286beedec7e51cb5ef636ffee0d";

  /** sha256(a.T.tobytes()). */
  private static final String TRANSPOSED =
      "d8e3a4053ce6baf3538f13b1fd87e5866f67adf868dfaa6f1c9c870f6c327ec1";

  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static List<Matrix> matrices() {
    return List.of(
        FloatMatrix.of(new float[] {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f}, 2, 3),
        DoubleMatrix.of(new double[] {0.1, -0.0}, 2, 1));
  }

  @Test
  void digestsAreThoseOfPython() {
    assertEquals(BOTH, Digest.sha256(matrices()));
    assertEquals(TRANSPOSED, Digest.sha256(List.of(matrices().get(0).transposed())));
    assertEquals(NOTHING, Digest.sha256(List.of()));
    assertEquals(NOTHING, Digest.sha256(List.of(Matrix.zeros(ElementType.FLOAT32, 0, 3))));
  }

  /**
   * The digest of NumPy's randn(7, 12288) with a correctly rounded log, seed 0, longer than one
   * chunk.
   */
  @Test
  void stridesAndOffsetsDoNotMatter() {
    String expected = "bc9742c8441359e3247c65dc78fbb47a01aec7e4bb6e3588bf8a210e6ecd6fc6";
    Matrix contiguous = Matrix.zeros(ElementType.FLOAT64, 7, 12288);
    Matrix columnMajor = Matrix.zeros(ElementType.FLOAT64, 12288, 7).transposed();
    Matrix block = Matrix.zeros(ElementType.FLOAT64, 9, 12300).block(1, 5, 7, 12288);
    for (Matrix matrix : List.of(contiguous, columnMajor, block)) {
      new NumpyRandom(0).fillNormal(matrix);
      assertEquals(expected, Digest.sha256(List.of(matrix)));
      assertEquals(
          expected,
          Digest.sha256(List.of(matrix.block(0, 0, 3, 12288), matrix.block(3, 0, 4, 12288))));
    }
    Matrix floats = contiguous.copyAs(ElementType.FLOAT32);
    Matrix stridedFloats = Matrix.zeros(ElementType.FLOAT32, 12288, 7).transposed();
    stridedFloats.assign(floats);
    assertEquals(Digest.sha256(List.of(floats)), Digest.sha256(List.of(stridedFloats)));
  }

  @Test
  void everyBitCounts() {
    DoubleMatrix zero = DoubleMatrix.of(new double[] {0.0}, 1, 1);
    DoubleMatrix minusZero = DoubleMatrix.of(new double[] {-0.0}, 1, 1);
    assertNotEquals(Digest.sha256(List.of(zero)), Digest.sha256(List.of(minusZero)));
    assertNotEquals(
        Digest.sha256(List.of(zero)), Digest.sha256(List.of(zero.copyAs(ElementType.FLOAT32))));
  }
}
