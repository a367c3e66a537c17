// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Provenance;
import dev.serval.core.model.Topology;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands together: what train writes, evaluate and predict read. */
class CatsTest {

  @TempDir Path folder;
  private Path data = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void makeData() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
    model = folder.resolve("model.safetensors");
  }

  private Path trained(String... more) {
    Object[] args = {
      "train",
      "--data",
      data,
      "--layers",
      "3",
      "--iterations",
      "20",
      "--model",
      model,
      "--metrics",
      folder.resolve("train.json")
    };
    Object[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Cli.run(all).assertDone();
    return model;
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private Path photo(String name, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 63; i++) {
      image.setRGB(i % 9, i / 9, rgb);
    }
    Path file = folder.resolve(name);
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  @Test
  void evaluateRepeatsWhatTrainingSaid() throws IOException {
    trained();
    Path metrics = folder.resolve("evaluate.json");
    Cli.run("evaluate", "--model", model, "--data", data, "--metrics", metrics).assertDone();
    JsonObject before = json(folder.resolve("train.json"));
    JsonObject after = json(metrics);
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(List.of("provenance", "trainedOnThisData"));
    assertEquals(keys, after.keySet());
    for (String key :
        List.of(
            "trainAccuracy",
            "testAccuracy",
            "mislabeledTest",
            "parametersSha256",
            "method",
            "precision")) {
      assertEquals(before.get(key), after.get(key), key);
    }
    Cli test =
        Cli.run(
            "evaluate", "--model", model, "--test", data.resolve("test_tiny.h5"), "--metrics", "-");
    JsonObject alone = JsonParser.parseString(test.assertDone().out()).getAsJsonObject();
    assertTrue(alone.get("trainAccuracy").isJsonNull());
    assertEquals(before.get("testAccuracy"), alone.get("testAccuracy"));
  }

  @Test
  void predictPrintsALinePerPhotoInTheOrderGiven() throws IOException {
    trained();
    Path dark = photo("dark.png", 0x101010);
    Path light = photo("light.png", 0xF0F0F0);
    Cli done = Cli.run("predict", "--model", model, light, dark, light).assertDone();
    List<String> lines = done.out().lines().toList();
    assertEquals(3, lines.size(), done.out());
    assertEquals(lines.get(0), lines.get(2));
    assertTrue(lines.get(0).startsWith(light + "  "), done.out());
    assertTrue(lines.get(1).startsWith(dark + "  "), done.out());
    for (String line : lines) {
      String[] words = line.substring(line.lastIndexOf(".png") + 4).strip().split("  ", -1);
      assertEquals(2, words.length, line);
      double probability = Double.parseDouble(words[1]);
      assertEquals(probability > 0.5 ? "cat" : "non-cat", words[0]);
    }
    assertFalse(
        lines
            .get(0)
            .substring(light.toString().length())
            .equals(lines.get(1).substring(dark.toString().length())));
  }

  @Test
  void aBadPhotoHidesNoneOfTheOthers() throws IOException {
    trained();
    Path good = photo("good.png", 0x808080);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
    String alone = Cli.run("predict", "--model", model, good).assertDone().out();
    Cli done = Cli.run("predict", "--model", model, good, bad, good, "--quiet");
    assertEquals(1, done.status());
    assertEquals(alone + alone, done.out());
    List<String> errors = done.err().lines().toList();
    assertEquals(2, errors.size(), done.err());
    assertTrue(errors.get(0).startsWith("cats: " + bad + ": not a JPEG"), done.err());
    assertEquals("cats: 1 of 3 photos could not be read", errors.get(1));
    Cli.run("predict", "--model", model, bad).assertRefused(bad + ": not a JPEG");
    Cli.run("predict", "--model", model, folder.resolve("none.png")).assertRefused("no such file");
    Cli.run("predict", "--model", model, "").assertRefused("an empty name");
  }

  @Test
  void moreThanABatchIsAnsweredInOrder() throws IOException {
    trained();
    Path good = photo("good.png", 0x808080);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
    List<Object> args = new java.util.ArrayList<>(List.of("predict", "--quiet", "--model", model));
    for (int i = 0; i < 150; i++) {
      args.add(i < 70 || i % 2 == 0 ? bad : good); // the first batch has nothing to answer
    }
    Cli done = Cli.run(args.toArray());
    assertEquals(1, done.status());
    assertEquals(40, done.out().lines().count());
    assertTrue(done.err().endsWith("cats: 110 of 150 photos could not be read\n"), done.err());
  }

  @Test
  void theModelFileTellsHowItWasMade() throws IOException {
    trained("--seed", "5", "--precision", "float32");
    ModelFile file = ModelFile.read(model);
    assertEquals("24-3-1", file.network().topology().toString());
    assertEquals(ElementType.FLOAT32, file.network().type());
    Map<String, String> metadata = file.metadata();
    assertEquals("24-3-1", metadata.get("layers"));
    assertEquals("float32", metadata.get("precision"));
    assertEquals("non-cat", metadata.get("class0"));
    assertEquals("cat", metadata.get("class1"));
    assertEquals("2", metadata.get("pictureHeight"));
    assertEquals("4", metadata.get("pictureWidth"));
    assertEquals("x/255", metadata.get("scaling"));
    assertEquals("5", metadata.get("seed"));
    assertEquals("scaled", metadata.get("init"));
    assertEquals("0.0075", metadata.get("learningRate"));
    assertEquals("20", metadata.get("iterations"));
  }

  @Test
  void picturesOfAnotherSizeThanTheModelsAreRefused() throws IOException {
    Network network =
        Network.initialize(Topology.of(48, 1), Initializer.SCALED, 1, ElementType.FLOAT64);
    new ModelFile(
            network,
            Map.of(
                "pictureHeight",
                "4",
                "pictureWidth",
                "4",
                "class0",
                "non-cat",
                "class1",
                "cat",
                "scaling",
                "x/255"))
        .write(model);
    Cli.run("evaluate", "--model", model, "--data", data)
        .assertRefused("its pictures are 4×2 and the model's 4×4; use pictures of one size");
  }

  @Test
  void modelsThatAreNoCatModelsAreRefused() throws IOException {
    Network notSquare =
        Network.initialize(Topology.of(47, 1), Initializer.SCALED, 1, ElementType.FLOAT64);
    new ModelFile(notSquare, Map.of()).write(model);
    Path photo = photo("a.png", 0);
    Cli.run("predict", "--model", model, photo)
        .assertRefused("is a network that does not say its pictureHeight");
    Map<String, String> metadata =
        Map.of(
            "pictureHeight",
            "5",
            "pictureWidth",
            "4",
            "class0",
            "a",
            "class1",
            "b",
            "scaling",
            "x/255");
    Network network =
        Network.initialize(Topology.of(48, 1), Initializer.SCALED, 1, ElementType.FLOAT64);
    new ModelFile(network, metadata).write(model);
    Cli.run("predict", "--model", model, photo)
        .assertRefused("is a network 48-1 for pictures of 4×5, which have 60 inputs");
    Cli.run("predict", "--model", data.resolve("test_tiny.h5"), photo)
        .assertRefused("not a safetensors file");
    Cli.run("predict", "--model", folder.resolve("none"), photo).assertRefused("does not exist");
    Cli.run("predict", "--model", folder, photo).assertRefused("is a directory");
    Cli.run("predict", "--model", "", photo)
        .assertRefused("\"\": an empty name; give --model a file");
    Path text = Files.writeString(folder.resolve("notes.safetensors"), "these are only words\n");
    Path empty = Files.writeString(folder.resolve("empty.safetensors"), "");
    Path onnx = folder.resolve("m.onnx");
    trained();
    Cli.run("export", "--model", model, "--to", onnx).assertDone();
    Files.write(onnx, java.util.Arrays.copyOf(Files.readAllBytes(onnx), 300));
    for (String command : List.of("predict", "evaluate", "export", "serve")) {
      Object[] more =
          switch (command) {
            case "predict" -> new Object[] {photo};
            case "evaluate" -> new Object[] {"--data", data};
            case "export" -> new Object[] {"--to", folder.resolve("x.npz")};
            default -> new Object[] {"--port", "0"};
          };
      for (Path file : List.of(text, empty, onnx, folder)) {
        Object[] args =
            java.util.Arrays.copyOf(new Object[] {command, "--model", file}, 3 + more.length);
        System.arraycopy(more, 0, args, 3, more.length);
        Cli.run(args)
            .assertRefused(
                file.equals(text)
                    ? "is a text, not a safetensors file"
                    : file.equals(empty)
                        ? "is empty"
                        : file.equals(onnx) ? "bytes, but only " : "is a directory");
      }
    }
  }

  @Test
  void wrongUsagePointsToTheHelp() {
    Cli.run("purr").assertWrongUsage("purr");
    Cli.run("--fast").assertWrongUsage("--fast");
    Cli.run("predict").assertWrongUsage("--model");
    Cli.run("predict", "--model", "m").assertWrongUsage("IMAGE");
    Cli.run("evaluate", "--model", "m").assertWrongUsage("--data or --test");
    Cli.run("evaluate", "--model", "m", "--data", "a", "--test", "b")
        .assertWrongUsage("--data or --test");
  }

  @Test
  void helpNamesEveryCommandAndEveryDefault() {
    Cli help = Cli.run("--help").assertDone();
    for (String command : List.of("train", "evaluate", "predict", "serve")) {
      assertTrue(help.out().contains(command), help.out());
    }
    Cli train = Cli.run("train", "--help").assertDone();
    for (String fact : List.of("20,7,5", "scaled", "0.0075", "2500", "float64", "--threads")) {
      assertTrue(train.out().contains(fact), train.out());
    }
  }

  @Test
  void drawingsAreTheDefaultAndSayWhy() {
    Cli done =
        Cli.run("train", "--layers", "", "--iterations", "2", "--backend", "reference")
            .assertDone();
    assertTrue(done.out().contains("(98/200)"), done.out());
    assertTrue(done.out().contains("drawings made by this program"), done.out());
    assertTrue(done.out().contains("train_catvnoncat.h5"), done.out());
  }

  @Test
  void aNameCannotCommandTheTerminal() throws IOException {
    trained();
    Path odd;
    try {
      odd = photo("red\u001b[31m\u009b1mcat.png", 0x808080);
    } catch (InvalidPathException e) {
      return; // a system without such names
    }
    String out = Cli.run("predict", "--model", model, odd).assertDone().out();
    assertTrue(out.startsWith(folder.resolve("red [31m 1mcat.png") + "  "), out);
    assertEquals(1, out.lines().count());
  }

  @Test
  void aModelThatDoesNotSayWhatItsPicturesAreIsTakenForTheCoursesWithAWord() throws IOException {
    Network network =
        Network.initialize(Topology.of(12, 1), Initializer.HE, 1, ElementType.FLOAT64);
    new ModelFile(network, Map.of()).writeNpz(folder.resolve("theirs.npz"));
    Path photo = photo("a.png", 0x808080);
    Cli done = Cli.run("predict", "--quiet", "--model", folder.resolve("theirs.npz"), photo);
    assertEquals(
        folder.resolve("theirs.npz")
            + ": does not say what its pictures are; taken for 2×2, values /255, and answers above"
            + " 0.5 for cat\n",
        done.assertDone().err());
    trained();
    assertEquals("", Cli.run("predict", "--quiet", "--model", model, photo).assertDone().err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          purr              | cats: purr: there is no such command, only train, sweep, evaluate,
          trian             | cats: trian: there is no such command; is train meant?
          --fast            | cats: --fast: there is no such option; see cats --help
          train --layer 3   | cats train: --layer: there is no such option; is --layers meant?
          train x           | cats train: x: one argument too many; give it an option, or leave it out
          train --data      | cats train: --data needs a value, DIR;
          predict           | cats predict: --model FILE and IMAGE are missing;
          evaluate --data a | cats evaluate: --model FILE is missing;
          train --threads x | cats train: --threads: 'x' is not a whole number up to 2147483647;
          train --seed x    | cats train: --seed: 'x' is not a whole number;
          sweep --seed x    | cats sweep: --seed: 'x' is not a whole number;
          sweep --init x    | cats sweep: --init: 'x' is none of small, scaled, he;
          train --init he --init he | cats train: --init is given twice; give it once;
          train --layers x  | cats train: --layers: 'x' is not a list of whole numbers such as 20,7,5;
          """)
  void wrongUsageSaysWhatWhereAndWhatToDo(String call, String line) {
    Cli done = Cli.run((Object[]) call.split(" ", -1));
    done.assertWrongUsage(line);
    assertTrue(done.err().startsWith(line), done.err());
  }

  @Test
  void theVersionIsTheEnginesAndJavas() {
    assertEquals(
        "cats of " + Provenance.ENGINE + ", Java " + Runtime.version() + "\n",
        Cli.run("--version").assertDone().out());
    assertTrue(Cli.run("--help").assertDone().out().contains("--version"));
  }
}
