// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.testing.Repository;
import dev.serval.testing.Shared;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's commands, word by word and one after the other, on one folder of real photos. */
class ReadmeCommandsTest {

  private static final String PROMPT = "    $ examples/cats ";
  private static final int SIZE = 64;
  private static final int TIMEOUT_SECONDS = 60;

  @TempDir Path folder;

  /** Makes photos/cat/cat01.jpg, … and photos/non-cat/non-cat01.jpg, …, as README calls them. */
  private void copyPhotos() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Shared.path("data/images"))) {
      files = all.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().toList();
    }
    for (String kind : Pictures.CAT_CLASSES) {
      Path to = Files.createDirectories(folder.resolve("photos").resolve(kind));
      int count = 0;
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("cat") == kind.equals("cat")) {
          String ending = name.substring(name.lastIndexOf('.'));
          Files.copy(file, to.resolve("%s%02d%s".formatted(kind, ++count, ending)));
        }
      }
    }
  }

  /** Returns what README types behind examples/cats, its files in the folder. */
  private List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(Repository.root().resolve("README.md"))) {
      if (line.startsWith(PROMPT)) {
        List<String> words = new ArrayList<>();
        for (String word : line.substring(PROMPT.length()).replaceAll(" +#.*", "").split(" ", -1)) {
          boolean isFile = !words.isEmpty() && !word.startsWith("--");
          words.add(isFile ? folder.resolve(word).toString() : word);
        }
        commands.add(words);
      }
    }
    return commands;
  }

  private static Cli run(List<String> command, Object... more) {
    return Cli.run(Stream.concat(command.stream(), Arrays.stream(more)).toArray()).assertDone();
  }

  private JsonObject json(String name) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
  }

  @Test
  void allOfThemWorkOnOneFolderOfPhotosAndAgree() throws Exception {
    copyPhotos();
    List<List<String>> commands = commands();
    assertEquals(
        List.of("train", "evaluate", "predict", "export", "serve"),
        commands.stream().map(List::getFirst).toList());

    Cli trained =
        run(commands.get(0), "--iterations", 200, "--metrics", folder.resolve("train.json"));
    assertTrue(trained.out().contains("trained 12288-20-7-5-1 on 5 pictures"), trained.out());
    assertTrue(Files.readString(folder.resolve("report.html")).endsWith("</html>\n"));

    run(commands.get(1), "--metrics", folder.resolve("evaluate.json"));
    assertTrue(json("evaluate.json").get("trainedOnThisData").getAsBoolean());
    for (String key : List.of("trainAccuracy", "testAccuracy", "mislabeledTest")) {
      assertEquals(json("train.json").get(key), json("evaluate.json").get(key), key);
    }

    List<String> lines = run(commands.get(2)).out().lines().toList();
    List<Path> asked = commands.get(2).stream().skip(3).map(Path::of).toList();
    assertEquals(2, asked.size());
    assertEquals(asked.size(), lines.size(), lines.toString());
    for (int i = 0; i < asked.size(); i++) {
      assertTrue(lines.get(i).startsWith(asked.get(i) + "  "), lines.get(i));
    }
    assertNotEquals(answer(lines.get(0)), answer(lines.get(1)));

    run(commands.get(3));
    assertOnnxAgrees(asked);
    Path model = folder.resolve("cats.safetensors");
    Path npz = folder.resolve("cats.npz");
    Cli.run("export", "--model", model, "--to", npz).assertDone();
    assertEquals(
        CatModel.digest(CatModel.read(model).network()),
        CatModel.digest(CatModel.read(npz).network()));

    assertEquals(answer(lines.get(0)), served(commands.get(4), asked.get(0)));
  }

  /** Returns what stands behind the photo's name: cat or non-cat, and the probability. */
  private static String answer(String line) {
    String[] words = line.split("  ", -1);
    return words[words.length - 2] + "  " + words[words.length - 1];
  }

  private void assertOnnxAgrees(List<Path> photos) throws OrtException {
    byte[] pixels = new byte[photos.size() * SIZE * SIZE * Pictures.CHANNELS];
    int at = 0;
    for (Path photo : photos) {
      byte[] one = PictureFolder.readOne(photo, SIZE, SIZE);
      System.arraycopy(one, 0, pixels, at, one.length);
      at += one.length;
    }
    List<String> names = photos.stream().map(Path::toString).toList();
    Pictures pictures =
        new Pictures(SIZE, SIZE, pixels, new int[photos.size()], Pictures.CAT_CLASSES, names);
    ExportCommandTest.assertSameProbabilities(
        CatModel.read(folder.resolve("cats.safetensors")).network(),
        pictures,
        folder.resolve("cats.onnx"));
  }

  /** Serves on a free port, sends a photo, ends the server as the end of its process would. */
  private static String served(List<String> command, Path photo) throws Exception {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--port", "0"));
    PipedOutputStream out = new PipedOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    BufferedReader results =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
    FutureTask<Integer> serving =
        new FutureTask<>(
            () ->
                Cats.run(
                    words.toArray(String[]::new),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)));
    Thread server = Thread.ofPlatform().start(serving);
    try (HttpClient client = HttpClient.newHttpClient()) {
      String address = results.readLine();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "classify"))
              .POST(BodyPublishers.ofFile(photo))
              .build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
      server.interrupt();
      assertEquals(0, serving.get(TIMEOUT_SECONDS, TimeUnit.SECONDS), err::toString);
      assertThrows(ConnectException.class, () -> client.send(request, BodyHandlers.ofString()));
      JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
      return "%s  %s"
          .formatted(
              answer.get("answer").getAsString(),
              String.format(Locale.ROOT, "%.6f", answer.get("probability").getAsDouble()));
    } finally {
      server.interrupt();
    }
  }
}
