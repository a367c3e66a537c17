// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.DoubleMatrix;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Parameters;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.testing.Golden;
import dev.serval.testing.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on the course's own files and photos. The full training is tested in simd. */
class CourseTest {

  /** The golden file's tolerance for costs. */
  private static final double COST_RELATIVE = 1e-10;

  /** Probabilities are printed with 6 decimals. */
  private static final double HALF_PRINTED_DIGIT = 0.5000001e-6;

  /** Java's JPEG decoder moves a resized pixel by up to one level; measured here: 8e-5 at most. */
  private static final double JPEG_PROBABILITY = 2e-4;

  private static final int[] SIZES = {12288, 20, 7, 5, 1};

  @TempDir Path folder;

  private static JsonObject golden() {
    return Golden.file(Shared.path("golden/application.json"))
        .getAsJsonObject("runs")
        .getAsJsonObject("l_layer");
  }

  /** Writes the notebook's trained parameters as a model file. */
  private Path publishedModel() throws IOException {
    ByteBuffer numbers =
        ByteBuffer.wrap(Files.readAllBytes(Shared.path("golden/l_layer_final.f64")))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Matrix> weights = new ArrayList<>();
    List<Matrix> biases = new ArrayList<>();
    for (int l = 1; l < SIZES.length; l++) {
      weights.add(next(numbers, SIZES[l], SIZES[l - 1]));
      biases.add(next(numbers, SIZES[l], 1));
    }
    assertEquals(0, numbers.remaining());
    Path file = folder.resolve("published.safetensors");
    Network network = Network.of(new Parameters(weights, biases));
    new CatModel(network, 64, 64, Pictures.CAT_CLASSES, Map.of("method", "direct")).write(file);
    return file;
  }

  private static Matrix next(ByteBuffer numbers, int rows, int cols) {
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.getDouble();
    }
    return DoubleMatrix.of(values, rows, cols);
  }

  @Test
  void thePublishedParametersScoreAsPublished() throws IOException {
    Path data = Shared.path("data/catvnoncat");
    Cli done =
        Cli.run("evaluate", "--model", publishedModel(), "--data", data, "--metrics", "-")
            .assertDone();
    JsonObject metrics = JsonParser.parseString(done.out()).getAsJsonObject();
    assertEquals(206.0 / 209, metrics.get("trainAccuracy").getAsDouble());
    assertEquals(40.0 / 50, metrics.get("testAccuracy").getAsDouble());
    assertEquals(golden().get("mislabeled_test"), metrics.get("mislabeledTest"));
    assertTrue(done.err().contains("98.6 % (206/209)"), done.err());
    assertTrue(done.err().contains("(always cat: 66.0 % (33/50), never cat: 34.0 % (17/50))"));
  }

  @Test
  void photosGetTheNotebooksProbabilities() throws IOException {
    JsonObject images = Golden.file(Shared.path("golden/images.json")).getAsJsonObject("images");
    List<Object> args = new ArrayList<>(List.of("predict", "--model", publishedModel()));
    for (String name : images.keySet()) {
      args.add(Shared.path("data/images/" + name));
    }
    List<String> lines = Cli.run(args.toArray()).assertDone().out().lines().toList();
    assertEquals(images.size(), lines.size());
    int i = 0;
    for (Map.Entry<String, JsonElement> image : images.entrySet()) {
      double expected =
          image
              .getValue()
              .getAsJsonObject()
              .getAsJsonObject("resized")
              .getAsJsonObject("BICUBIC")
              .get("l_layer_probability")
              .getAsDouble();
      String line = lines.get(i++);
      assertTrue(line.contains(image.getKey()), line);
      double actual = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      boolean exact = image.getKey().endsWith(".png");
      assertEquals(expected, actual, exact ? HALF_PRINTED_DIGIT : JPEG_PROBABILITY, line);
      // The lion stands at 0.50: its class depends on a single level.
      if (!image.getKey().equals("lion.jpg")) {
        assertEquals(expected > 0.5, line.contains("  cat  "), line);
        assertEquals(expected <= 0.5, line.contains("  non-cat  "), line);
      }
    }
  }

  @Test
  void trainingBeginsAsPublished() {
    Path data = Shared.path("data/catvnoncat");
    Cli done =
        Cli.run("train", "--data", data, "--iterations", "101", "--metrics", "-").assertDone();
    JsonArray costs = JsonParser.parseString(done.out()).getAsJsonObject().getAsJsonArray("costs");
    assertEquals(2, costs.size());
    for (JsonElement point : costs) {
      String iteration = point.getAsJsonArray().get(0).getAsString();
      double expected = golden().getAsJsonObject("costs").get(iteration).getAsDouble();
      double actual = point.getAsJsonArray().get(1).getAsDouble();
      assertEquals(expected, actual, COST_RELATIVE * expected, "iteration " + iteration);
    }
  }
}
