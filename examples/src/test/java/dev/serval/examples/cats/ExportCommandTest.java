// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.internal.reference.ReferenceBackend;
import dev.serval.core.io.Safetensors;
import dev.serval.core.io.TensorFile;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Provenance;
import dev.serval.core.model.Topology;
import dev.serval.examples.cats.drawings.Drawings;
import dev.serval.examples.cats.pictures.Hdf5Pictures;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported models: what other tools get, what comes back, what a model says of its origin. */
class ExportCommandTest {

  /**
   * How far ONNX Runtime's FLOAT32 probabilities may be from ours in FLOAT64: derived in core's
   * OnnxTest for networks of 12288 inputs; these have 24, and the weights' own rounding, 24 terms
   * of at most 2^−24 each, is far below.
   */
  private static final double MOST_DIFFERENCE = 5e-6;

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void train() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
    model = folder.resolve("model.safetensors");
    Cli.run(
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            "20",
            "--seed",
            "5",
            "--model",
            model)
        .assertDone();
  }

  private Path export(String name, Object... more) {
    Path to = folder.resolve(name);
    Object[] words = {"export", "--model", model, "--to", to};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    Cli done = Cli.run(all).assertDone();
    assertTrue(done.out().startsWith(to + ": network 24-3-1 as "), done.out());
    assertEquals("", done.err());
    return to;
  }

  private Pictures pictures() {
    return Hdf5Pictures.read(data.resolve("train_tiny.h5"), Hdf5Pictures.Role.TRAIN);
  }

  @Test
  void onnxRuntimeTakesPixelsAndGivesOurProbabilities() throws IOException, OrtException {
    Path onnx = export("model.onnx");
    Network network = ModelFile.read(model).network();
    assertSameProbabilities(network, pictures(), onnx);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertEquals("5", metadata.get("seed"));
      assertEquals("float32", metadata.get("precision"));
      assertNull(metadata.get("scaling"), "the network itself divides");
    }
  }

  /** Of the course's size, and trained until it is sure of many pictures. */
  @Test
  void aTrainedNetworkOfTheCoursesLayersGivesTheSameProbabilities()
      throws IOException, OrtException {
    Cli.run("train", "--iterations", "1000", "--precision", "float32", "--model", model)
        .assertDone();
    Path onnx = folder.resolve("drawings.onnx");
    Cli.run("export", "--model", model, "--to", onnx).assertDone();
    Network network = ModelFile.read(model).network();
    assertEquals(Topology.of(12288, 20, 7, 5, 1), network.topology());
    assertSameProbabilities(network, Drawings.test(), onnx);
  }

  /** Fails unless ONNX Runtime, given pixels, finds what our reference does. */
  static void assertSameProbabilities(Network network, Pictures pictures, Path onnx)
      throws OrtException {
    float[] pixels = new float[pictures.count() * pictures.features()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = pictures.pixels()[i] & 0xFF;
    }
    long[] shape = {pictures.count(), pictures.features()};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(onnx.toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        Result result = session.run(Map.of("input", input))) {
      float[][] actual = (float[][]) result.get(0).getValue();
      Matrix expected =
          network.on(new ReferenceBackend()).probabilities(pictures.inputs(network.type()));
      for (int i = 0; i < pictures.count(); i++) {
        assertEquals(expected.get(0, i), actual[i][0], MOST_DIFFERENCE);
      }
    }
  }

  @Test
  void arraysAndPyTorchsTensorsAreModelsAgain() throws IOException {
    ModelFile original = ModelFile.read(model);
    for (String name : List.of("weights.npz", "torch.safetensors")) {
      Path exported = export(name);
      assertEquals(original.metadata(), ModelFile.read(exported).metadata());
      assertEquals(
          Cli.run("evaluate", "--model", model, "--data", data).assertDone().out(),
          Cli.run("evaluate", "--model", exported, "--data", data).assertDone().out());
    }
    assertTrue(Safetensors.read(folder.resolve("torch.safetensors")).find("2.weight").isPresent());
  }

  @Test
  void onnxIsAModelAgain() throws IOException {
    ModelFile original = ModelFile.read(model);
    Path onnx = export("model.onnx", "--precision", "float64");
    ModelFile read = ModelFile.read(onnx);
    assertEquals("255.0", read.metadata().get(ModelFile.INPUT_DIVISOR));
    assertEquals(
        original.metadata().get("parametersSha256"), read.metadata().get("parametersSha256"));
    assertEquals(
        Cli.run("evaluate", "--model", model, "--data", data).assertDone().out(),
        Cli.run("evaluate", "--model", onnx, "--data", data).assertDone().out());
    Path back = folder.resolve("back.npz");
    Cli.run("export", "--model", onnx, "--to", back).assertDone();
    assertEquals(original.metadata(), ModelFile.read(back).metadata());
  }

  @Test
  void anOnnxModelThatScalesOtherwiseIsRefused() throws IOException {
    Network network =
        Network.initialize(Topology.of(12, 1), Initializer.HE, 1, ElementType.FLOAT32);
    Path onnx = folder.resolve("theirs.onnx");
    new ModelFile(network, Map.of()).writeOnnx(onnx, 127.5);
    Cli.run("export", "--model", onnx, "--to", folder.resolve("back.npz"))
        .assertRefused("scales pixels by \"x/127.5\"; only x/255 is known");
    new ModelFile(network, Map.of()).writeOnnx(onnx, 1);
    assertEquals("x/255", CatModel.read(onnx).toFile().metadata().get("scaling"));
  }

  @Test
  void precisionIsTheModelsUnlessAskedFor() throws IOException {
    assertEquals(ElementType.FLOAT64, ModelFile.read(export("a.npz")).network().type());
    ModelFile rounded = ModelFile.read(export("b.NPZ", "--precision", "float32"));
    assertEquals(ElementType.FLOAT32, rounded.network().type());
    assertEquals("float32", rounded.metadata().get("precision"));
    long small = Files.size(export("a.onnx"));
    assertTrue(Files.size(export("b.onnx", "--precision", "float64")) > small + 4 * 24 * 3);
  }

  @Test
  void aModelSaysHowItCameAbout() throws IOException, NoSuchAlgorithmException {
    Provenance provenance = ModelFile.read(model).provenance();
    assertEquals(5, provenance.seed());
    assertEquals(Initializer.SCALED, provenance.initializer());
    assertEquals(20, provenance.iterations());
    assertEquals(0.0075, provenance.learningRate());
    assertEquals(Provenance.ENGINE, provenance.engineVersion());
    assertTrue(List.of("gram", "direct").contains(provenance.method()), provenance.toString());
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(pictures().pixels());
    for (int label : pictures().labels()) {
      digest.update((byte) label);
    }
    assertEquals(HexFormat.of().formatHex(digest.digest()), provenance.dataSha256());
    Cli evaluation = Cli.run("evaluate", "--model", model, "--data", data, "--metrics", "-");
    String json = evaluation.assertDone().out();
    assertTrue(json.contains("\"trainAccuracy\": " + provenance.trainAccuracy()), json);
    assertTrue(json.contains("\"testAccuracy\": " + provenance.testAccuracy()), json);
  }

  @Test
  void aNetworkOfAnotherToolIsTakenForTheCourses() throws IOException {
    Network network =
        Network.initialize(Topology.of(12, 2, 1), Initializer.HE, 1, ElementType.FLOAT32);
    Path torch = folder.resolve("theirs.safetensors");
    new ModelFile(network, Map.of()).writePyTorch(torch);
    TensorFile content = Safetensors.read(torch);
    Safetensors.write(torch, new TensorFile(content.tensors(), Map.of("format", "pt")));
    CatModel read = CatModel.read(torch);
    assertEquals(2, read.height());
    assertEquals(2, read.width());
    assertEquals(Pictures.CAT_CLASSES, read.classes());
    assertNull(read.method());
  }

  @Test
  void wrongUsageAndWrongFilesAreRefusedAndNothingIsWritten() throws IOException {
    Path to = folder.resolve("model.onnx");
    Cli.run("export", "--model", model).assertWrongUsage("--to");
    Cli.run("export", "--to", to).assertWrongUsage("--model");
    Cli.run("export", "--model", model, "--to", folder.resolve("model.pt"))
        .assertWrongUsage("must end in .onnx, .npz or .safetensors");
    Cli.run("export", "--model", folder.resolve("none"), "--to", to)
        .assertRefused("does not exist");
    Cli.run("export", "--model", data.resolve("test_tiny.h5"), "--to", to)
        .assertRefused("is an HDF5 file, not a safetensors file");
    byte[] before = Files.readAllBytes(model);
    Cli.run("export", "--model", model, "--to", model).assertRefused("would overwrite a file");
    assertArrayEquals(before, Files.readAllBytes(model));
    Cli.run("export", "--model", model, "--to", folder.resolve("no/where.npz"))
        .assertRefused("the folder for --to does not exist");
    assertFalse(Files.exists(to));
  }

  @Test
  void theHelpShowsAnExample() {
    String help = Cli.run("export", "--help").assertDone().out();
    assertTrue(help.contains("cats export --model cat.safetensors --to cat.onnx"), help);
    assertTrue(Cli.run("--help").assertDone().out().contains("export"));
  }
}
