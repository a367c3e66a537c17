// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven by chromedriver over the W3C's WebDriver protocol: JSON over HTTP,
 * and so little of it that a library would be more to download than to write.
 */
final class Browser implements AutoCloseable {

  private static final int START_SECONDS = 60;

  /** What keeps a browser from looking for updates, accounts and a screen. */
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--hide-scrollbars");

  /** The protocol's name for an element's id in an answer. */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Gson gson = new Gson();
  private String base = "";
  private String session = "";

  /** Returns the path of a program of these names, if one is installed. */
  private static Optional<Path> find(String... names) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/usr/lib/chromium";
    return Stream.of(path.split(":", -1))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> chromium() {
    return find("chromium", "chromium-browser", "google-chrome");
  }

  /** Returns whether there are a browser and its driver. */
  static boolean isInstalled() {
    return chromium().isPresent() && find("chromedriver").isPresent();
  }

  /**
   * Starts driver and browser.
   *
   * @param folder for its profile and the driver's log; new and empty
   */
  Browser(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("driver.log");
    driver =
        new ProcessBuilder(find("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean started = false;
    try {
      base = "http://127.0.0.1:" + port(log);
      session = "/session/" + newSession(folder);
      started = true;
    } finally {
      if (!started) { // nobody else can close what was never constructed
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        close();
      }
    }
  }

  private String newSession(Path folder) throws IOException, InterruptedException {
    List<String> flags =
        Stream.concat(FLAGS.stream(), Stream.of("--user-data-dir=" + folder.resolve("profile")))
            .toList();
    Map<String, Object> options =
        Map.of("binary", chromium().orElseThrow().toString(), "args", flags);
    Map<String, Object> wanted =
        Map.of(
            "goog:chromeOptions",
            options,
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"));
    return post("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
        .getAsJsonObject()
        .get("sessionId")
        .getAsString();
  }

  private int port(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end && driver.isAlive()) {
      Matcher line = Pattern.compile("successfully on port (\\d+)").matcher(Files.readString(log));
      if (line.find()) {
        return Integer.parseInt(line.group(1));
      }
      Thread.sleep(20);
    }
    throw new IOException("chromedriver did not start: " + Files.readString(log));
  }

  private JsonElement send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
    JsonElement value = JsonParser.parseString(response.body()).getAsJsonObject().get("value");
    if (response.statusCode() != 200) {
      throw new IOException("browser: " + value);
    }
    return value;
  }

  private JsonElement post(String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + session + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(gson.toJson(body))));
  }

  /** Opens an address and waits until it is loaded. */
  void open(String address) throws IOException, InterruptedException {
    post("/url", Map.of("url", address));
  }

  /** Runs JavaScript, the body of a function, and returns what it returns. */
  JsonElement run(String script, Object... arguments) throws IOException, InterruptedException {
    return post("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** Waits until JavaScript, an expression, is true. */
  void await(String condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!run("return !!(" + condition + ")").getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            "never true: " + condition + "; " + run("return document.body.innerText"));
      }
      Thread.sleep(20);
    }
  }

  /** Types into an element; a path into a file input chooses that file. */
  void type(String selector, String text) throws IOException, InterruptedException {
    String id =
        post("/element", Map.of("using", "css selector", "value", selector))
            .getAsJsonObject()
            .get(ELEMENT)
            .getAsString();
    post("/element/" + id + "/value", Map.of("text", text));
  }

  /** Clicks an element as a mouse does. */
  void click(String selector) throws IOException, InterruptedException {
    String id =
        post("/element", Map.of("using", "css selector", "value", selector))
            .getAsJsonObject()
            .get(ELEMENT)
            .getAsString();
    post("/element/" + id + "/click", Map.of());
  }

  /** Presses and releases a key of the protocol's code page, such as U+E004 for Tab. */
  void press(char key) throws IOException, InterruptedException {
    List<Map<String, String>> actions =
        List.of(
            Map.of("type", "keyDown", "value", "" + key),
            Map.of("type", "keyUp", "value", "" + key));
    post(
        "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", actions))));
  }

  /**
   * Returns how often the page has opened a dialog to choose a file since the last call. None shows
   * up: there is no screen, and nobody to close it.
   */
  long fileDialogs() throws IOException, InterruptedException {
    devTools("Page.setInterceptFileChooserDialog", Map.of("enabled", true));
    return post("/se/log", Map.of("type", "performance")).getAsJsonArray().asList().stream()
        .filter(event -> event.toString().contains("Page.fileChooserOpened"))
        .count();
  }

  /** Calls Chromium's own protocol. */
  JsonObject devTools(String command, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    return post("/goog/cdp/execute", Map.of("cmd", command, "params", parameters))
        .getAsJsonObject();
  }

  /**
   * Sets what the page believes to be shown on.
   *
   * @param width of the screen, in CSS pixels
   * @param dark whether its user likes the dark
   * @param media "screen" or "print"
   */
  void show(int width, boolean dark, String media) throws IOException, InterruptedException {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 600));
    devTools(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Returns the page as a PNG, from a place down to at most a height. */
  byte[] screenshot(int width, int from, int most) throws IOException, InterruptedException {
    int height = run("return document.documentElement.scrollHeight").getAsInt();
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", from, "width", width, "height", Math.min(height - from, most), "scale", 1);
    JsonObject shot =
        devTools(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    return Base64.getDecoder().decode(shot.get("data").getAsString());
  }

  /** Returns what the browser complained of since the last call: errors, refused requests. */
  List<String> complaints() throws IOException, InterruptedException {
    return post("/se/log", Map.of("type", "browser")).getAsJsonArray().asList().stream()
        .map(JsonElement::toString)
        .toList();
  }

  @Override
  public void close() throws IOException {
    try {
      if (!session.isEmpty()) {
        send(HttpRequest.newBuilder(URI.create(base + session)).DELETE());
      }
      driver.destroy();
      driver.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroyForcibly();
      client.close();
    }
  }
}
