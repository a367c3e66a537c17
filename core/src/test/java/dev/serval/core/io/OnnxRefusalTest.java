// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static dev.serval.core.io.Proto.floats;
import static dev.serval.core.io.Proto.graph;
import static dev.serval.core.io.Proto.header;
import static dev.serval.core.io.Proto.model;
import static dev.serval.core.io.Proto.node;
import static dev.serval.core.io.Proto.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * ONNX models that are no network of ours, or damaged: one line each, and never another failure.
 */
class OnnxRefusalTest {

  private static final String CHAIN =
      "; what is read is a chain of Gemm, or MatMul and Add, with Relu between and Sigmoid at the"
          + " end";
  private static final String DAMAGED = "; the file is damaged; write or download it again";
  private static final int SPLICES = 1000;

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("m.onnx");
  }

  private void assertRefused(String message, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    TensorFileException e = assertThrows(TensorFileException.class, () -> Onnx.read(file));
    assertEquals(file + ": " + message, e.getMessage());
    Bytes.assertOneLine(e.getMessage());
  }

  /** x [·, 2] → Gemm of one unit with transB → y by Sigmoid; the nodes are the caller's. */
  private static Proto start() {
    return graph("x", 2, "y", 1)
        .part(5, floats("W", new float[] {1, 2}, 1, 2))
        .part(5, floats("b", new float[] {3}, 1))
        .part(5, floats("V", new float[] {1}, 1, 1));
  }

  private static Proto gemm() {
    return node("Gemm", "z", "x", "W", "b").whole("transB", 1);
  }

  private static Proto sigmoid() {
    return node("Sigmoid", "y", "z");
  }

  private static Proto chain(Proto start, Proto... nodes) {
    for (Proto node : nodes) {
      start.part(1, node);
    }
    return start;
  }

  private static byte[] network() {
    return model(chain(start(), gemm(), sigmoid()));
  }

  /** One operation, called /a/…, between Gemm and Sigmoid. */
  private static Arguments between(String operator, String wrong, Proto node) {
    return arguments("a", operator, wrong, chain(start(), gemm(), node, sigmoid()));
  }

  /** An operation, called /z/…, in place of Gemm. */
  private static Arguments first(String operator, String wrong, Proto node) {
    return arguments("z", operator, wrong, chain(start(), node, sigmoid()));
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        between("LeakyRelu", "is not supported", node("LeakyRelu", "a", "z")),
        between(
            "com.microsoft.Gemm",
            "is not supported",
            node("Gemm", "a", "z").text(7, "com.microsoft")),
        between(
            "Sigmoid",
            "does not take \"z\", the end of the chain before it; a network that branches is not"
                + " read",
            node("Sigmoid", "a", "x")),
        between("Add", "stands where it is not supported, after LAYER", node("Add", "a", "z", "b")),
        between("Mul", "stands where it is not supported, after LAYER", node("Mul", "a", "z", "b")),
        between(
            "Gemm", "stands where it is not supported, after LAYER", node("Gemm", "a", "z", "V")),
        between(
            "Cast",
            "stands where it is not supported, after LAYER",
            node("Cast", "a", "z").whole("to", 1)),
        between("Transpose", "is supported for constants only", node("Transpose", "a", "z")),
        between("Flatten", "has an axis other than 1", node("Flatten", "a", "z").whole("axis", 0)),
        arguments(
            "W",
            "Identity",
            "makes \"W\", which is there already",
            chain(start(), gemm(), node("Identity", "W", "z"), sigmoid())),
        between(
            "Identity", "has 2 outputs; only one is read", node("Identity", "a", "z").text(2, "b")),
        between(
            "Constant",
            "has the attribute \"value_float\", which is not supported",
            node("Constant", "a").factor("value_float", 1)),
        between(
            "Constant",
            "lacks the attribute value, or has it in another type",
            node("Constant", "a")),
        between(
            "Transpose", "transposes something else than a matrix", node("Transpose", "a", "b")),
        between(
            "Transpose",
            "transposes something else than a matrix",
            node("Transpose", "a", "W")
                .part(5, new Proto().text(1, "perm").number(8, 0).number(8, 1).number(20, 7))),
        between("Identity", "has 2 inputs", node("Identity", "a", "z", "z")),
        first("Relu", "stands where it is not supported, after INPUT", node("Relu", "z", "x")),
        first(
            "Gemm",
            "takes \"missing\", which is no constant",
            node("Gemm", "z", "x", "missing", "b")),
        first("Gemm", "takes \"x\", which is no constant", node("Gemm", "z", "x", "x")),
        first(
            "MatMul", "has the weights first; they must be second", node("MatMul", "z", "W", "x")),
        first("MatMul", "has weights of shape [1]", node("MatMul", "z", "x", "b")),
        first(
            "Gemm",
            "adds a bias of shape [1, 2] to 1 units",
            node("Gemm", "z", "x", "W", "W").whole("transB", 1)),
        first("Gemm", "has alpha = 0.5; only 1 is read", gemm().factor("alpha", 0.5f)),
        first(
            "Gemm",
            "has beta = 0.0; only 1 is read",
            gemm().part(5, new Proto().text(1, "beta").number(20, 1))),
        first("Gemm", "has transA; examples must be rows", gemm().whole("transA", 1)),
        first("Gemm", "has the attribute \"transB\" twice", gemm().whole("transB", 0)),
        first(
            "Gemm",
            "lacks the attribute transA, or has it in another type",
            gemm().factor("transA", 1)),
        first(
            "Gemm",
            "has the attribute \"broadcast\", which is not supported",
            gemm().whole("broadcast", 1)),
        first("Div", "takes more than one number", node("Div", "z", "x", "W")),
        first("Div", "divides by the input", node("Div", "z", "b", "x")),
        first("Cast", "makes neither FLOAT nor DOUBLE", node("Cast", "z", "x").whole("to", 10)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationsThatAreNotSupportedAreNamed(
      String output, String operator, String wrong, Proto graph) throws IOException {
    String ownName = operator.substring(operator.lastIndexOf('.') + 1);
    assertRefused(
        "the operation \"/%s/%s\" (\"%s\") %s".formatted(output, ownName, operator, wrong) + CHAIN,
        model(graph));
  }

  @Test
  void aScaleThatIsNoneIsRefused() throws IOException {
    for (float value : new float[] {0, Float.NaN, Float.POSITIVE_INFINITY}) {
      Proto graph =
          chain(start().part(5, floats("c", new float[] {value})), node("Div", "a", "x", "c"));
      assertRefused(
          "the operation \"/a/Div\" (\"Div\") takes the number " + (double) value + CHAIN,
          model(graph));
    }
    Proto twice =
        chain(
            start().part(5, floats("c", new float[] {2})),
            node("Div", "a", "x", "c"),
            node("Mul", "d", "a", "c"));
    assertRefused(
        "the operation \"/d/Mul\" (\"Mul\") is the second of its kind" + CHAIN, model(twice));
    Proto deep = start().part(5, floats("c", new float[] {2}, 1, 1, 1));
    assertRefused(
        "the tensor \"c\" has shape [1, 1, 1]; only numbers, vectors and matrices are read"
            + DAMAGED,
        model(chain(deep, node("Div", "a", "x", "c"))));
  }

  private static Arguments weight(String wrong, Proto tensor) {
    return arguments("the tensor \"T\" " + wrong, tensor);
  }

  static Stream<Arguments> tensors() {
    String outside =
        "lies in another file (external data); save the model as one file, as Python's onnx.save"
            + " does by default";
    Proto location = new Proto().text(1, "location").text(2, "../../etc/passwd");
    return Stream.of(
        weight(outside, header(1, "T", 1, 2).part(13, location).number(14, 1)),
        weight(outside, floats("T", new float[] {1, 2}, 1, 2).number(14, 1)),
        weight(outside, floats("T", new float[] {1, 2}, 1, 2).part(13, location)),
        weight(
            "has the type INT32, and only FLOAT and DOUBLE are read; export the network in"
                + " float32",
            header(6, "T", 1, 2).data(9, new byte[8])),
        weight(
            "has the type INT64, and only FLOAT and DOUBLE are read; export the network in"
                + " float32",
            header(7, "T", 1, 2).data(9, new byte[8])),
        weight(
            "has the type FLOAT16, and only FLOAT and DOUBLE are read; export the network in"
                + " float32",
            header(10, "T", 1, 2).data(9, new byte[4])),
        weight(
            "has the type -1, and only FLOAT and DOUBLE are read; export the network in float32",
            header(-1, "T", 1, 2)),
        weight("has shape [1, 2], but holds 0 elements" + DAMAGED, header(1, "T", 1, 2)),
        weight("has shape [1, 2], but holds 3 elements" + DAMAGED, floats("T", new float[3], 1, 2)),
        weight(
            "has shape [1, 2], but holds 2 elements" + DAMAGED,
            floats("T", new float[1], 1, 2).data(4, Bytes.floats(1))),
        weight(
            "has shape [1, 2], but holds 2 elements" + DAMAGED,
            floats("T", new float[1], 1, 2).data(9, Bytes.floats(1))),
        weight("has shape [0, 2], but holds 0 elements" + DAMAGED, header(1, "T", 0, 2)),
        weight(
            "has shape [-1, -2], but holds 2 elements" + DAMAGED,
            floats("T", new float[2], -1, -2)),
        weight(
            "has shape [4294967296, 4294967296], but holds 0 elements" + DAMAGED,
            header(1, "T", 1L << 32, 1L << 32)),
        weight(
            "has shape [9223372036854775807, 2], but holds 0 elements" + DAMAGED,
            header(1, "T", Long.MAX_VALUE, 2).data(9, new byte[0])));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void tensorsThatCannotBeReadAreNamed(String wrong, Proto tensor) throws IOException {
    Proto gemm = node("Gemm", "z", "x", "T").whole("transB", 1);
    assertRefused(wrong, model(chain(start().part(5, tensor), gemm, sigmoid())));
  }

  @Test
  void bytesThatAreNoWholeElementsAreRefused() throws IOException {
    for (int bytes : new int[] {7, 9}) {
      Proto tensor = header(1, "T", 1, 2).data(9, new byte[bytes]);
      Proto gemm = node("Gemm", "z", "x", "T").whole("transB", 1);
      byte[] whole = model(chain(start().part(5, tensor), gemm, sigmoid()));
      int field = Bytes.latin1Text(whole).indexOf("TJ" + (char) bytes) + 1; // J is its tag
      assertRefused(
          "field 9 at byte %d has the kind 2 or a length that it must not have".formatted(field)
              + DAMAGED,
          whole);
    }
  }

  static Stream<Arguments> models() {
    String sigmoid =
        " is not the Sigmoid of the last layer; export nn.Sequential(network, nn.Sigmoid())";
    String one = "; a network has one of each; choose another file";
    String flat =
        " and not two, [batch, features]; export the network without what flattens its input";
    Proto nodes = chain(start(), gemm(), sigmoid());
    return Stream.of(
        arguments("its output \"y\"" + sigmoid, model(chain(start(), gemm()))),
        arguments("its output \"y\"" + sigmoid, model(start())),
        arguments(
            "its output \"z\"" + sigmoid, // logits
            model(
                graph("x", 2, "z", 1)
                    .part(5, floats("W", new float[2], 1, 2))
                    .part(5, floats("b", new float[1], 1))
                    .part(1, gemm()))),
        arguments(
            "its output \"y\"" + sigmoid,
            model(chain(start(), gemm(), node("Sigmoid", "other", "z")))),
        arguments("it has 0 inputs and 0 outputs" + one, model(new Proto())),
        arguments(
            "it has 2 inputs and 1 outputs" + one,
            model(chain(start(), gemm(), sigmoid()).part(11, value("x2", 0, 2)))),
        arguments(
            "it has 1 inputs and 2 outputs" + one,
            model(chain(start(), gemm(), sigmoid()).part(12, value("z", 0, 1)))),
        arguments(
            "its input \"x\" has 4 dimensions" + flat,
            model(new Proto().part(11, value("x", 0, 3, 64, 64)).part(12, value("y", 0, 1)))),
        arguments(
            "its input \"x\" has 0 dimensions" + flat,
            model(new Proto().part(11, new Proto().text(1, "x")).part(12, value("y", 0, 1)))),
        arguments(
            "its input has 5 features, but its layers are 2-1" + DAMAGED,
            model(
                graph("x", 5, "y", 1)
                    .part(5, floats("W", new float[2], 1, 2))
                    .part(5, floats("b", new float[1], 1))
                    .part(1, gemm())
                    .part(1, sigmoid()))),
        arguments(
            "is not a network: parameters: W1 is FLOAT32, W1 is FLOAT32 and b1 is FLOAT64; all must"
                + " have one element type; export it again, all in one precision",
            model(
                graph("x", 2, "y", 1)
                    .part(5, floats("W", new float[2], 1, 2))
                    .part(5, header(11, "b", 1).data(9, new byte[8]))
                    .part(1, gemm())
                    .part(1, sigmoid()))),
        arguments(
            "it has more than 4096 tensors, or the tensor \"W\" twice" + DAMAGED,
            model(start().part(5, floats("W", new float[2], 1, 2)))),
        arguments("it has two graphs" + DAMAGED, new Proto().raw(network()).part(7, nodes).bytes()),
        arguments(
            "it has sparse initializers; export it with dense ones",
            model(start().part(15, new Proto()))),
        arguments(
            "it says operator set 0; from 7 on they are read; export it with opset_version=17",
            new Proto().number(1, 8).part(7, nodes).bytes()),
        arguments(
            "it says operator set 6; from 7 on they are read; export it with opset_version=17",
            new Proto()
                .number(1, 3)
                .part(7, nodes)
                .part(8, new Proto().text(1, "ai.onnx.ml").number(2, 17))
                .part(8, new Proto().number(2, 6))
                .bytes()),
        arguments(
            "it has operations of its own (local functions); export it with them inlined",
            new Proto().raw(network()).part(25, new Proto()).bytes()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelsThatAreNoNetworkAreRefused(String wrong, byte[] bytes) throws IOException {
    assertRefused(wrong, bytes);
  }

  static Stream<Arguments> malformed() {
    byte[] start = {8, 8, 18, 0};
    byte[] ten = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
    return Stream.of(
            arguments("byte 4 begins no field", new byte[] {2}),
            arguments("byte 5 is missing, in a number", new byte[] {-1}),
            arguments("field 7 at byte 4 has the unknown kind 3", new byte[] {0x3b}),
            arguments(
                "field 7 at byte 4 has 5 bytes, but only 1 are left", new byte[] {0x3a, 5, 0}),
            arguments(
                "field 7 at byte 4 has 8 bytes, but only 2 are left", new byte[] {0x39, 0, 0}),
            arguments("field 7 at byte 4 has 4 bytes, but only 0 are left", new byte[] {0x3d}),
            arguments(
                "field 7 at byte 4 has 18446744073709551615 bytes, but only 0 are left",
                Bytes.concat(new byte[] {0x3a}, ten, new byte[] {1})),
            arguments(
                "field 7 at byte 4 has 9223372036854775807 bytes, but only 0 are left",
                Bytes.concat(new byte[] {0x3a}, Arrays.copyOf(ten, 8), new byte[] {127})),
            arguments("byte 13 ends no number", Bytes.concat(ten, new byte[] {-1})),
            arguments("byte 4 begins no field", Bytes.concat(ten, new byte[] {1})),
            arguments(
                "field 7 at byte 4 has the kind 0 or a length that it must not have",
                new byte[] {0x38, 1}),
            arguments(
                "field 1 at byte 6 is not UTF-8",
                new Proto().part(14, new Proto().data(1, new byte[] {-1})).bytes()))
        .map(a -> arguments(a.get()[0], Bytes.concat(start, (byte[]) a.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void bytesThatAreNoMessageAreNamedWithTheirPlace(String wrong, byte[] bytes) throws IOException {
    assertRefused(wrong + DAMAGED, bytes);
  }

  @Test
  void whatIsNoFileIsNamed() {
    TensorFileException e = assertThrows(TensorFileException.class, () -> Onnx.read(file));
    assertEquals(file + ": does not exist; check the path", e.getMessage());
    assertFalse(Onnx.isOnnx(file));
    e = assertThrows(TensorFileException.class, () -> Onnx.read(directory));
    assertEquals(directory + ": is a directory; name a file", e.getMessage());
    assertFalse(Onnx.isOnnx(directory));
  }

  /** A header of 0x120708 or 0x3a0a08 bytes is no ONNX model. */
  @Test
  void aSafetensorsFileWhoseLengthLooksLikeOnnxIsRead() throws IOException {
    for (int length : new int[] {0x120708, 0x3a0a08}) {
      Files.write(file, Bytes.file("{}" + " ".repeat(length - 2), 0));
      assertFalse(Onnx.isOnnx(file));
      assertEquals(0, TensorFile.read(file).tensors().size());
    }
  }

  private boolean isRead(byte[] bytes, String damage) throws IOException {
    Files.write(file, bytes);
    try {
      Onnx.read(file);
      return true;
    } catch (TensorFileException e) {
      Bytes.assertOneLine(e.getMessage());
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(damage, e);
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = network();
    assertTrue(isRead(whole, "none"));
    for (int length = 0; length < whole.length; length++) {
      assertFalse(isRead(Arrays.copyOf(whole, length), "cut"), "cut to " + length + " bytes");
    }
  }

  /** What is behind the last operation set is metadata, and may be cut between two entries only. */
  @Test
  void aFileCutInItsMetadataIsReadOnlyBetweenEntries() throws IOException {
    byte[] whole = network();
    byte[] entry = new Proto().part(14, new Proto().text(1, "key").text(2, "value")).bytes();
    byte[] more =
        Bytes.concat(whole, entry, new Proto().part(14, new Proto().text(1, "k")).bytes());
    for (int length = whole.length; length <= more.length; length++) {
      boolean whollyThere =
          length == whole.length || length == whole.length + entry.length || length == more.length;
      assertEquals(whollyThere, isRead(Arrays.copyOf(more, length), "cut"), "cut to " + length);
    }
  }

  @Test
  void everyFlippedBitIsRefusedOrRead() throws IOException {
    for (byte[] whole : new byte[][] {network(), model(OnnxReadTest.Form.MATMUL.graph())}) {
      int refused = 0;
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte[] damaged = whole.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        refused += isRead(damaged, "bit " + bit) ? 0 : 1;
      }
      assertTrue(refused > 4 * whole.length, refused + " of " + 8 * whole.length);
    }
  }

  @Test
  void randomSplicesAreRefusedOrRead() throws IOException {
    long seed = Long.getLong("serval.seed", 20_250_917L);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = model(OnnxReadTest.Form.DOUBLE.graph());
    int refused = 0;
    for (int i = 0; i < SPLICES; i++) {
      int from = random.nextInt(whole.length);
      int to = Math.min(whole.length, from + random.nextInt(64));
      int source = random.nextInt(whole.length);
      byte[] inserted =
          Arrays.copyOfRange(whole, source, Math.min(whole.length, source + random.nextInt(64)));
      if (random.nextInt(4) == 0) {
        random.nextBytes(inserted);
      }
      byte[] damaged =
          Bytes.concat(
              Arrays.copyOf(whole, from), inserted, Arrays.copyOfRange(whole, to, whole.length));
      String damage = "splice " + i + "; reproduce with -Dserval.seed=" + seed;
      refused += isRead(damaged, damage) ? 0 : 1;
    }
    assertTrue(refused > SPLICES / 2, refused + " refused");
  }
}
