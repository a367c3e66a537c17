// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.Trainer;
import dev.serval.testing.JavaPage;
import dev.serval.testing.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of docs/library.md compiles, runs, and prints what the page says, to the digit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryPageTest {

  /** Ends by itself only where the test ends it. */
  private static final String SERVER = "Serve";

  /** Less would say that the page, or the way it is read, has lost its programs. */
  private static final int PROGRAMS = 11;

  /** A question to the server and its answer, as the page shows them. */
  private static final Pattern REQUEST =
      Pattern.compile("\\$ curl --data-binary @(\\S+) http://127.0.0.1:8080(\\S+)\\n(.*)\\n");

  private final String text;
  private final JavaPage page;
  private final Path directory;

  LibraryPageTest(@TempDir Path classes, @TempDir Path directory) throws IOException {
    this.text = Files.readString(Repository.root().resolve("docs/library.md"));
    this.page = JavaPage.compile(text, classes);
    this.directory = directory;
  }

  static Stream<JavaPage.Source> programs() throws IOException {
    return JavaPage.sources(Files.readString(Repository.root().resolve("docs/library.md"))).stream()
        .filter(source -> source.isProgram() && !source.name().equals(SERVER));
  }

  @BeforeAll
  void allProgramsAreHere() throws IOException {
    assertTrue(programs().count() >= PROGRAMS, () -> "programs are missing: " + text);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramPrintsWhatThePageSays(JavaPage.Source program)
      throws IOException, InterruptedException {
    assertNotEquals("", program.printed(), "the page does not say what it prints");
    assertEquals(program.printed(), page.run(program.name(), directory));
  }

  @Test
  void theServedModelAnswersAsThePageSays() throws IOException, InterruptedException {
    page.run("FromPictures", directory);
    page.run("Save", directory);
    Process server =
        page.process(SERVER, directory, "0")
            .redirectError(directory.resolve("Serve.err").toFile())
            .start();
    try (BufferedReader out = server.inputReader()) {
      String first = String.valueOf(out.readLine());
      assertTrue(first.startsWith("listening on port "), first);
      int port = Integer.parseInt(first.substring("listening on port ".length()));
      List<MatchResult> requests = REQUEST.matcher(text).results().toList();
      assertEquals(3, requests.size());
      for (MatchResult request : requests) {
        Path file = directory.resolve(request.group(1));
        if (!Files.exists(file)) {
          Files.writeString(file, "no picture");
        }
        HttpResponse<String> response = post(port, request.group(2), BodyPublishers.ofFile(file));
        assertEquals(request.group(3), response.body().strip());
        assertEquals(response.body().contains("error") ? 400 : 200, response.statusCode());
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static HttpResponse<String> post(int port, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + port + path);
      return client.send(
          HttpRequest.newBuilder(address).POST(body).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void everyOptionOfATrainerIsExplained() {
    List<String> options =
        Stream.of(Trainer.class.getMethods())
            .filter(method -> method.getReturnType() == Trainer.class)
            .map(Method::getName)
            .toList();
    assertTrue(options.size() >= 7, options::toString);
    for (String option : options) {
      assertTrue(text.contains("| `" + option + "` |"), option);
    }
  }
}
