// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

  private static final List<String> METRICS_KEYS =
      List.of(
          "costs",
          "trainAccuracy",
          "testAccuracy",
          "mislabeledTest",
          "parametersSha256",
          "method",
          "backend",
          "precision",
          "threads",
          "seconds");

  /** The two methods round in different places; over the cats' 2,500 iterations by no more. */
  private static final double COSTS_RELATIVE = 1e-12;

  @TempDir Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void makeData() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
  }

  private Cli train(Object... more) {
    Object[] args = {
      "train", "--data", data, "--layers", "3", "--iterations", "250", "--backend", "reference"
    };
    return Cli.run(Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void metricsHaveExactlyTheirKeys() throws IOException {
    Path file = folder.resolve("m.json");
    train("--metrics", file).assertDone();
    JsonObject metrics = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(METRICS_KEYS, List.copyOf(metrics.keySet()));
    assertEquals(
        List.of("load", "train", "total"),
        List.copyOf(metrics.getAsJsonObject("seconds").keySet()));
    List<Integer> iterations =
        metrics.getAsJsonArray("costs").asList().stream()
            .map(point -> point.getAsJsonArray().get(0).getAsInt())
            .toList();
    assertEquals(List.of(0, 100, 200, 249), iterations);
    assertEquals("reference", metrics.get("backend").getAsString());
    assertTrue(List.of("direct", "gram").contains(metrics.get("method").getAsString()));
    assertEquals("float64", metrics.get("precision").getAsString());
    assertEquals(1, metrics.get("threads").getAsInt());
    assertEquals(64, metrics.get("parametersSha256").getAsString().length());
    double accuracy = metrics.get("testAccuracy").getAsDouble();
    int wrong = metrics.getAsJsonArray("mislabeledTest").size();
    assertEquals((3 - wrong) / 3.0, accuracy);
  }

  @Test
  void metricsOnStandardOutputAreAlone() {
    Cli done = train("--metrics", "-").assertDone();
    assertEquals(
        METRICS_KEYS, List.copyOf(JsonParser.parseString(done.out()).getAsJsonObject().keySet()));
    assertTrue(done.err().contains("accuracy"), done.err());
  }

  @Test
  void theSameCallGivesTheSameBits() throws IOException {
    Path a = folder.resolve("a.json");
    Path b = folder.resolve("b.json");
    train("--metrics", a, "--threads", "1").assertDone();
    train("--metrics", b, "--threads", "2").assertDone();
    assertEquals(digest(a), digest(b));
    train("--metrics", b, "--seed", "2").assertDone();
    assertFalse(digest(a).equals(digest(b)));
  }

  private static String digest(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file))
        .getAsJsonObject()
        .get("parametersSha256")
        .getAsString();
  }

  @Test
  void everyAccuracyStandsBesideTheConstantAnswers() {
    Cli done = train().assertDone();
    List<String> accuracies = done.out().lines().filter(line -> line.contains("accuracy")).toList();
    assertEquals(2, accuracies.size(), done.out());
    for (String line : accuracies) {
      assertTrue(line.contains("always cat: 66.7 % (2/3)"), line);
      assertTrue(line.contains("never cat: 33.3 % (1/3)"), line);
    }
  }

  @Test
  void oneLineNamesTheBackendAndQuietLeavesItOut() {
    Cli done = train().assertDone();
    assertEquals(1, done.err().lines().count(), done.err());
    assertTrue(done.err().matches("reference: .*; method (direct|gram): .*\\R"), done.err());
    assertEquals("", train("--quiet").assertDone().err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "gram"})
  void theMethodAskedForIsUsedLoggedAndSaved(String method) throws IOException {
    Path file = folder.resolve("m.json");
    Path model = folder.resolve("model.safetensors");
    Cli done = train("--method", method, "--metrics", file, "--model", model).assertDone();
    assertTrue(done.err().contains("method " + method + ": as asked"), done.err());
    JsonObject metrics = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(method, metrics.get("method").getAsString());
    assertEquals(method, CatModel.read(model).method());
  }

  @Test
  void bothMethodsLearnTheSame() throws IOException {
    JsonObject[] metrics = new JsonObject[2];
    for (int i = 0; i < 2; i++) {
      Path file = folder.resolve(i + ".json");
      train("--method", i == 0 ? "direct" : "gram", "--metrics", file).assertDone();
      metrics[i] = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
    for (int i = 0; i < 4; i++) {
      double direct = cost(metrics[0], i);
      assertEquals(direct, cost(metrics[1], i), COSTS_RELATIVE * direct);
    }
    assertEquals(metrics[0].get("mislabeledTest"), metrics[1].get("mislabeledTest"));
  }

  private static double cost(JsonObject metrics, int i) {
    return metrics.getAsJsonArray("costs").get(i).getAsJsonArray().get(1).getAsDouble();
  }

  @Test
  void trainAndTestMayBeNamedOneByOne() throws IOException {
    Path file = folder.resolve("m.json");
    Cli.run(
            "train",
            "--train",
            data.resolve("train_tiny.h5"),
            "--test",
            data.resolve("train_tiny.h5"),
            "--layers",
            "",
            "--iterations",
            "1",
            "--metrics",
            file)
        .assertDone();
    JsonObject metrics = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(1, metrics.getAsJsonArray("costs").size());
  }

  @Test
  void float32AndOtherInitialisersTrain() {
    for (String init : new String[] {"small", "he"}) {
      Cli done = train("--precision", "float32", "--init", init, "--metrics", "-").assertDone();
      JsonObject metrics = JsonParser.parseString(done.out()).getAsJsonObject();
      assertEquals("float32", metrics.get("precision").getAsString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --layers=20,0,5         | a layer of 0 units
          --layers=-3             | a layer of -3 units
          --layers=2000000000     | --layers 2000000000
          --learning-rate=NaN     | --learning-rate NaN: must be a finite number above 0
          --learning-rate=0       | --learning-rate 0.0
          --learning-rate=-1      | --learning-rate -1.0
          --learning-rate=Infinity| --learning-rate Infinity
          --threads=0             | --threads 0: must be from 1
          --threads=-2            | --threads -2
          --threads=1000000       | --threads 1000000
          --iterations=-1         | --iterations -1: must not be negative
          --seed=-1               | --seed -1: must be from 0 to 4294967295
          --seed=4294967296       | --seed 4294967296
          """)
  void valuesThatNoTrainingCanHaveAreRefused(String option, String fragment) throws IOException {
    List<Path> before = files();
    Path model = folder.resolve("model.safetensors");
    Cli.run("train", "--data", data, option, "--model", model).assertRefused(fragment);
    assertEquals(before, files());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layers=20,x",
        "--layers=20,,5",
        "--learning-rate=fast",
        "--threads=two",
        "--iterations=1.5",
        "--init=zero",
        "--precision=float16",
        "--method=best",
        "--backend=gpu",
        "--colour=red",
        "--train=a.h5",
        "extra"
      })
  void valuesOfTheWrongKindAreWrongUsage(String option) {
    Cli.run("train", "--data", data, option).assertWrongUsage("");
  }

  @Test
  void halfASourceIsWrongUsage() {
    Cli.run("train", "--train", "a.h5").assertWrongUsage("--train and --test belong together");
    Cli.run("train", "--positive", "dog").assertWrongUsage("--positive");
    Cli.run("train", "--data").assertWrongUsage("--data");
  }

  @Test
  void aCostThatIsNotFiniteStopsTheTrainingAndLeavesNoFile() throws IOException {
    List<Path> before = files();
    Cli refused =
        train(
            "--learning-rate",
            "1e300",
            "--model",
            folder.resolve("x"),
            "--metrics",
            folder.resolve("y"));
    assertEquals(1, refused.status(), refused.toString());
    String last = refused.err().lines().reduce("", (a, b) -> b);
    assertTrue(last.contains("at iteration "), refused.err());
    assertEquals("", refused.out());
    assertEquals(before, files());
  }

  @Test
  void aSlipOfTheHandCostsNoPhoto() throws IOException {
    Path photo = Files.writeString(folder.resolve("cat.JPG"), "a photo");
    for (String option : new String[] {"--model", "--metrics", "--report"}) {
      train(option, photo).assertRefused("is a picture by its name, which " + option);
    }
    assertEquals("a photo", Files.readString(photo));
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedBeforeTraining() throws IOException {
    train("--model", folder.resolve("no/such/model"))
        .assertRefused("the folder for --model does not exist");
    train("--metrics", folder).assertRefused("is a folder; --metrics takes the name of a file");
    train("--model", data.resolve("train_tiny.h5"))
        .assertRefused("would overwrite a file that is read");
    train("--model", folder.resolve("a"), "--metrics", folder.resolve("./a"))
        .assertRefused("is named by both --model and --metrics");
  }

  @Test
  void badDataIsRefusedBeforeAnyBackendIsNamed() throws IOException {
    Path other = folder.resolve("other");
    Cli.run("train", "--data", other).assertRefused("no such folder");
    Files.createDirectory(other);
    Cli.run("train", "--data", other).assertRefused("must hold train*.h5 and test*.h5");
    TinyPictures.copy("contiguous", other.resolve("train.h5"));
    Cli.run("train", "--data", other).assertRefused("must hold train*.h5 and test*.h5");
    TinyPictures.copy("label_two", other.resolve("test.h5"));
    Cli.run("train", "--data", other).assertRefused("labels must be 0 or 1");
    TinyPictures.copy("classes_variable_length", other.resolve("test.h5"));
    Cli.run("train", "--data", other)
        .assertRefused("its classes are dog, lynx and the training pictures' non-cat, cat");
    TinyPictures.copy("contiguous", other.resolve("train2.h5"));
    Cli.run("train", "--data", other).assertRefused("train.h5 and train2.h5; say which");
    Files.createDirectories(other.resolve("train"));
    Files.createDirectories(other.resolve("test"));
    Cli.run("train", "--data", other).assertRefused("holds both .h5 files and train/ and test/");
  }

  @Test
  void whatWasLearnedIsToldEvenIfTheModelCannotBeSaved() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // Deletes the model's folder when the training begins: all checks are behind it then.
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.UTF_8).contains("method ")) {
              gone.toFile().delete();
            }
          }
        };
    String[] args = {
      "train",
      "--data",
      data.toString(),
      "--layers",
      "3",
      "--iterations",
      "2",
      "--model",
      gone.resolve("m").toString()
    };
    int status =
        Cats.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(1, status);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("test   accuracy"), out::toString);
    List<String> errors = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(errors.getLast().startsWith("cats: " + gone.resolve("m")), errors::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.onnx", "m.NPZ", "m.pt", "m.pth", "m.npy"})
  void aModelsNameDoesNotPromiseAnotherFormat(String name) throws IOException {
    List<Path> before = files();
    train("--model", folder.resolve(name))
        .assertWrongUsage(
            name
                + ": the model is written in the safetensors format; give it the ending"
                + " .safetensors, and cats export --to makes");
    Cli.run("sweep", "--data", data, "--model", folder.resolve(name))
        .assertWrongUsage("is written in the safetensors format");
    assertEquals(before, files());
  }
}
