// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.report.Png;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatServerTest {

  private static final int SIZE = 8;

  private final Network network =
      Network.initialize(
          Topology.of(SIZE * SIZE * 3, 4, 1), Initializer.HE, 3, ElementType.FLOAT64);
  private final HttpClient client = HttpClient.newHttpClient();
  private CatServer server;

  CatServerTest() throws IOException {
    server = CatServer.start(model(), 0);
  }

  private ServedModel model() {
    return new ServedModel(
        network,
        SIZE,
        SIZE,
        Pictures.CAT_CLASSES,
        Map.of("note", "<script>alert(1)</script>", "seed", "3", "{{positive}}", "{{card}}"),
        "d1ge57",
        "<b>model</b>.safetensors");
  }

  @BeforeEach
  void answers() throws Exception {
    assertEquals(200, get("").statusCode());
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> classify(BodyPublisher body) throws Exception {
    return send(request("classify").POST(body));
  }

  private static byte[] noise() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    new Random(5).nextBytes(rgb);
    return rgb;
  }

  /** Sends bytes as they are, which java.net.http would not with a false Host; returns line one. */
  private String raw(String request) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void aPhotoIsAnsweredAsTheNetworkDoes() throws Exception {
    byte[] rgb = noise();
    HttpResponse<String> response =
        classify(BodyPublishers.ofByteArray(Png.encode(rgb, SIZE, SIZE)));
    assertEquals(200, response.statusCode(), response.body());
    JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
    Pictures pictures =
        new Pictures(SIZE, SIZE, rgb, new int[1], Pictures.CAT_CLASSES, List.of("x"));
    Matrix expected = network.probabilities(pictures.inputs(ElementType.FLOAT64));
    double probability = answer.get("probability").getAsDouble();
    assertEquals(expected.get(0, 0), probability);
    assertEquals(probability > 0.5 ? "cat" : "non-cat", answer.get("answer").getAsString());
    assertEquals(Png.dataUri(rgb, SIZE, SIZE), answer.get("picture").getAsString());
    assertTrue(answer.get("explanation").getAsString().startsWith("data:image/png;base64,"));
    assertTrue(answer.get("words").getAsString().contains("speaks most"));
  }

  @Test
  void thePageHasTheModelsCardEscaped() throws Exception {
    String html = get("").body();
    assertTrue(html.contains("192-4-1") && html.contains("d1ge57"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), html);
    assertTrue(html.contains("&lt;b&gt;model&lt;/b&gt;.safetensors"), html);
    assertFalse(html.contains("alert(1)</script>"), html);
    assertTrue(html.contains("<th scope=\"row\">{{positive}}</th><td>{{card}}</td>"), html);
    assertFalse(html.contains("{{maxUploadBytes}}"), html);
  }

  @Test
  void nothingComesFromElsewhere() throws Exception {
    for (String path : List.of("", "style.css", "page.js")) {
      HttpResponse<String> response = get(path);
      assertEquals(200, response.statusCode(), path);
      assertFalse(response.body().matches("(?s).*(https?:|url\\(|@import).*"), path);
      String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'self';"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    }
    assertTrue(get("style.css").body().contains(".drop"));
  }

  @Test
  void whatIsNoPictureIsRefusedInOneLineThatNamesNoFile() throws Exception {
    for (byte[] bad :
        List.of(
            new byte[0],
            "no picture".getBytes(StandardCharsets.US_ASCII),
            java.util.Arrays.copyOf(Png.encode(noise(), SIZE, SIZE), 60))) {
      HttpResponse<String> response = classify(BodyPublishers.ofByteArray(bad));
      assertEquals(422, response.statusCode(), response.body());
      assertEquals(1, response.body().lines().count(), response.body());
      assertFalse(response.body().contains("/"), response.body());
      assertFalse(response.body().contains("Exception"), response.body());
    }
  }

  @Test
  void photosAreNotKept() throws Exception {
    // Another process may have some, too.
    java.util.Set<Path> before = kept();
    for (byte[] photo : List.of(Png.encode(noise(), SIZE, SIZE), new byte[] {1, 2, 3})) {
      classify(BodyPublishers.ofByteArray(photo));
    }
    java.util.Set<Path> after = kept();
    after.removeAll(before);
    assertEquals(java.util.Set.of(), after);
  }

  private static java.util.Set<Path> kept() throws java.io.IOException {
    java.util.Set<Path> kept = new java.util.HashSet<>();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.newDirectoryStream(folder, "cats-*.photo")) {
      files.forEach(kept::add);
    }
    return kept;
  }

  @Test
  void uploadsAtTheLimitAreReadAndLargerOnesAreNot() throws Exception {
    byte[] most = new byte[CatServer.MAX_UPLOAD_BYTES];
    assertEquals(422, classify(BodyPublishers.ofByteArray(most)).statusCode());
    HttpResponse<String> more =
        classify(BodyPublishers.ofByteArray(new byte[CatServer.MAX_UPLOAD_BYTES + 1]));
    assertEquals(413, more.statusCode());
    assertEquals("larger than 20 MB; send a smaller picture\n", more.body());
    // Without a length, too: chunk by chunk.
    HttpResponse<String> chunked =
        classify(
            BodyPublishers.ofInputStream(
                () -> new java.io.ByteArrayInputStream(new byte[3 * most.length])));
    assertEquals(413, chunked.statusCode());
    assertEquals(200, get("").statusCode());
  }

  @Test
  void namesOfOthersThatPointHereAreRefused() throws Exception {
    int port = URI.create(server.address()).getPort();
    for (String host : List.of("evil.example", "evil.example:" + port, "127.0.0.1", "")) {
      String line = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertTrue(line.startsWith("HTTP/1.1 421"), host + ": " + line);
    }
    for (String host : List.of("localhost:" + port, "127.0.0.1:" + port)) {
      String line = raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertTrue(line.startsWith("HTTP/1.1 200"), host + ": " + line);
    }
  }

  @Test
  void pagesOfOthersMayNotSendPhotos() throws Exception {
    byte[] photo = Png.encode(noise(), SIZE, SIZE);
    BodyPublisher body = BodyPublishers.ofByteArray(photo);
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      int status = send(request("classify").header("Origin", origin).POST(body)).statusCode();
      assertEquals(403, status, origin);
    }
    String own = server.address().replaceAll("/$", "");
    assertEquals(200, send(request("classify").header("Origin", own).POST(body)).statusCode());
  }

  @Test
  void otherPathsAndMethodsSaySo() throws Exception {
    assertEquals(404, get("favicon.ico").statusCode());
    assertEquals(404, get("..%2f..%2fetc/passwd").statusCode());
    HttpResponse<String> wrong = get("classify");
    assertEquals(405, wrong.statusCode());
    assertEquals("POST", wrong.headers().firstValue("Allow").orElse(""));
    assertEquals(405, send(request("").DELETE()).statusCode());
    assertEquals(200, send(request("").HEAD()).statusCode());
  }

  @Test
  void manyAtOnceAllGetTheSameAnswer() throws Exception {
    byte[] photo = Png.encode(noise(), SIZE, SIZE);
    String expected = classify(BodyPublishers.ofByteArray(photo)).body();
    List<java.util.concurrent.CompletableFuture<HttpResponse<String>>> answers =
        java.util.stream.IntStream.range(0, 32)
            .mapToObj(
                i ->
                    client.sendAsync(
                        request("classify").POST(BodyPublishers.ofByteArray(photo)).build(),
                        BodyHandlers.ofString()))
            .toList();
    for (var answer : answers) {
      assertEquals(expected, answer.get().body());
    }
  }

  @Test
  void onlyThisComputerIsListenedTo() throws Exception {
    int port = URI.create(server.address()).getPort();
    for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
      for (var address : one.inetAddresses().toList()) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          try (Socket socket = new Socket()) {
            assertThrows(
                IOException.class, () -> socket.connect(new InetSocketAddress(address, port), 500));
          }
        }
      }
    }
  }

  @Test
  void aTakenPortIsRefusedAndAClosedServerIsGone() throws Exception {
    int port = URI.create(server.address()).getPort();
    assertThrows(BindException.class, () -> CatServer.start(model(), port));
    server.close();
    server.awaitClose();
    assertThrows(ConnectException.class, () -> get(""));
    server = CatServer.start(model(), 0);
  }
}
