// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.io.Safetensors;
import dev.serval.core.io.TensorFile;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Provenance;
import dev.serval.core.model.Topology;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cats evaluate} says of a model's training. */
class OriginTest {

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void train() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
    model = folder.resolve("model.safetensors");
    Cli.run("train", "--data", data, "--layers", "3", "--iterations", "20", "--model", model)
        .assertDone();
  }

  private List<String> evaluate(Object... more) {
    Object[] args =
        java.util.Arrays.copyOf(new Object[] {"evaluate", "--model", model}, 3 + more.length);
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.run(args).assertDone().out().lines().toList();
  }

  /** Writes the model again, its metadata changed; a null value takes an entry away. */
  private void say(String... keysAndValues) throws IOException {
    TensorFile file = TensorFile.read(model);
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      metadata.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Safetensors.write(model, new TensorFile(file.tensors(), metadata));
  }

  @Test
  void evaluateSaysHowTheModelWasTrained() throws IOException {
    String digest = ModelFile.read(model).metadata().get(Provenance.DATA_SHA256);
    List<String> lines = evaluate("--data", data);
    assertEquals("model    network 24-3-1, float64, written by " + Provenance.ENGINE, lines.get(0));
    assertTrue(
        lines
            .get(1)
            .matches(
                "trained  20 iterations, method (gram|direct), learning rate 0.0075, initial"
                    + " weights scaled, seed 1"),
        lines.get(1));
    assertEquals(
        "on       3 pictures, SHA-256 %s...: the training pictures given here"
            .formatted(String.valueOf(digest).substring(0, 12)),
        lines.get(2));
    assertTrue(
        lines.get(3).matches("reached  train \\d+\\.\\d %, test \\d+\\.\\d %"), lines.get(3));
    assertTrue(lines.get(4).startsWith("train  accuracy "), lines.get(4));
    assertTrue(evaluate("--data", data, "--quiet").get(0).startsWith("train  accuracy "));
  }

  @Test
  void otherDataIsSaidToBeOther() throws IOException {
    Path other = folder.resolve("other");
    TinyPictures.copy("test_keys", other.resolve("test_tiny.h5"));
    Path train = TinyPictures.folder(folder.resolve("swap")).resolve("test_tiny.h5");
    Files.copy(train, other.resolve("train_tiny.h5"));
    assertTrue(
        evaluate("--data", other)
            .get(2)
            .endsWith(
                ": NOT the training pictures given here, so it"
                    + " may have seen the test pictures"));
    assertTrue(
        evaluate("--test", data.resolve("test_tiny.h5"))
            .get(2)
            .endsWith(": not compared: no training pictures are given here"));
  }

  @Test
  void aFileThatSaysNothingIsSaidTo() throws IOException {
    Network network =
        Network.initialize(Topology.of(24, 1), Initializer.HE, 1, ElementType.FLOAT32);
    Map<String, String> pictures =
        Map.of(
            "pictureHeight",
            "2",
            "pictureWidth",
            "4",
            "class0",
            "non-cat",
            "class1",
            "cat",
            "scaling",
            "x/255");
    new ModelFile(network, pictures).write(model);
    List<String> lines = evaluate("--data", data);
    assertEquals("model    network 24-1, float32, written by " + Provenance.ENGINE, lines.get(0));
    assertEquals("trained  the file does not say how, nor on what", lines.get(1));
    assertTrue(lines.get(2).startsWith("train  accuracy"), lines.get(2));
    JsonObject json =
        JsonParser.parseString(String.join("", evaluate("--data", data, "--metrics", "-")))
            .getAsJsonObject();
    assertTrue(json.getAsJsonObject("provenance").get("seed").isJsonNull());
    assertTrue(json.get("trainedOnThisData").isJsonNull());
  }

  @Test
  void whatAFileLeavesOutIsNamed() throws IOException {
    ModelFile file = ModelFile.read(model);
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    for (String key : List.of(Provenance.DATA_SHA256, "trainAccuracy", "testAccuracy", "init")) {
      metadata.remove(key);
    }
    new ModelFile(file.network(), metadata).write(model);
    List<String> lines = evaluate("--data", data);
    assertTrue(lines.get(1).endsWith("learning rate 0.0075, seed 1"), lines.get(1));
    assertEquals("on       the file does not say what", lines.get(2));
    assertEquals("reached  the file does not say", lines.get(3));
  }

  @Test
  void metricsHoldTheProvenanceAsNumbersAndWords() throws IOException {
    JsonObject json =
        JsonParser.parseString(String.join("", evaluate("--data", data, "--metrics", "-")))
            .getAsJsonObject();
    JsonObject provenance = json.getAsJsonObject("provenance");
    Provenance expected = ModelFile.read(model).provenance();
    assertEquals(expected.metadata().keySet(), new java.util.TreeSet<>(provenance.keySet()));
    assertEquals(1, provenance.get("seed").getAsLong());
    assertTrue(provenance.get("seed").getAsJsonPrimitive().isNumber());
    assertEquals("scaled", provenance.get("init").getAsString());
    assertEquals(20, provenance.get("iterations").getAsInt());
    assertEquals(expected.testAccuracy(), provenance.get("testAccuracy").getAsDouble());
    assertEquals(expected.dataSha256(), provenance.get("dataSha256").getAsString());
    assertTrue(json.get("trainedOnThisData").getAsBoolean());
  }

  @Test
  void whatAFileSaysObeysNoTerminal() throws IOException {
    say(
        "method", "\u001B[31mred\u009B2J\nsecond line\u202E",
        "seed", "7e",
        "iterations", "01",
        "testAccuracy", "9".repeat(500),
        "dataSha256", "f");
    List<String> lines = evaluate("--data", data);
    String all = String.join("\n", lines.subList(0, 4));
    assertFalse(all.replace("\n", "").matches("(?s).*[\\p{Cntrl}\u009B\u202E].*"), all);
    assertTrue(lines.get(1).contains("method [31mred 2J second line,"), all);
    assertTrue(lines.get(1).endsWith("seed 7e"), all);
    assertTrue(lines.get(2).contains("SHA-256 f...: NOT the"), all);
    assertTrue(all.length() < 600, all);
    String text = String.join("\n", evaluate("--data", data, "--metrics", "-"));
    assertFalse(text.contains("\u009B"), text);
    JsonObject said = JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("provenance");
    assertEquals("7e", said.get("seed").getAsString());
    assertTrue(said.get("iterations").getAsJsonPrimitive().isString());
    say("scaling", "x\ny");
    Cli.run("evaluate", "--model", model, "--data", data).assertRefused("scales pixels by \"x y\"");
  }

  @Test
  void anImpossiblePartingIsRefusedWhereItMatters() throws IOException {
    Path photos = folder.resolve("photos");
    for (String name : List.of("cat/a.png", "cat/b.png", "non-cat/a.png", "non-cat/b.png")) {
      Path file = photos.resolve(name);
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, name.hashCode());
      assertTrue(ImageIO.write(image, "png", file.toFile()));
    }
    evaluate("--data", photos);
    for (String[] wrong : new String[][] {{"2", "1"}, {"NaN", "1"}, {"0.5", "x"}, {"0.5", "-1"}}) {
      say("testShare", wrong[0], "splitSeed", wrong[1]);
      evaluate("--data", data);
      Cli.run("evaluate", "--model", model, "--data", photos)
          .assertRefused(
              "parted by testShare %s and splitSeed %s, which cannot be; give --test-share"
                  .formatted(wrong[0], wrong[1]));
      evaluate("--data", photos, "--test-share", "0.5", "--split-seed", "1");
    }
  }
}
