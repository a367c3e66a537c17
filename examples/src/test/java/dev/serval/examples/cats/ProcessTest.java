// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serval.core.api.ModelFile;
import dev.serval.examples.cats.report.Png;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can only be seen of a process of its own: signals, pipes, and what it loads. */
class ProcessTest {

  private static final int TIMEOUT_SECONDS = 120;

  /** 128 + SIGINT. */
  private static final int INTERRUPTED = 130;

  /** The JVM's own line about the Vector API, which no program can turn off. */
  private static final String INCUBATOR = "WARNING: Using incubator modules";

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private Path data = Path.of("");

  @BeforeEach
  void makeData() throws IOException {
    data = TinyPictures.folder(folder.resolve("data"));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(List<String> flags, Object... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--add-modules", "jdk.incubator.vector"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cats.class.getName()));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // A terminal with colours would say so; output goes to a pipe all the same.
    builder.environment().put("COLORTERM", "truecolor");
    Process process = builder.redirectError(folder.resolve("err").toFile()).start();
    started.add(process);
    return process;
  }

  private int await(Process process) throws InterruptedException {
    assertTrue(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  private List<String> err() throws IOException {
    return Files.readAllLines(folder.resolve("err")).stream()
        .filter(line -> !line.startsWith(INCUBATOR))
        .toList();
  }

  /** Presses Ctrl-C, where a process can be sent what that sends. */
  private static void interrupt(Process process) throws IOException, InterruptedException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    assumeTrue(Files.exists(status), "skipped: SIGINT is tested where there is /proc");
    Matcher ignored = Pattern.compile("SigIgn:\\s*([0-9a-f]+)").matcher(Files.readString(status));
    assumeTrue(
        ignored.find() && (Long.parseUnsignedLong(ignored.group(1), 16) & 2) == 0,
        "skipped: started in the background, where SIGINT is ignored");
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
  }

  @Test
  void controlCSavesWhatIsThere() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Path metrics = folder.resolve("m.json");
    Path report = folder.resolve("r.html");
    Files.writeString(model, "an older one");
    Process process =
        start(
            List.of(),
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            "2000000000",
            "--backend",
            "reference",
            "--model",
            model,
            "--metrics",
            metrics,
            "--report",
            report);
    // The line that names the method comes with the first iteration.
    while (process.isAlive() && err().isEmpty()) {
      Thread.sleep(20);
    }
    interrupt(process);
    assertEquals(INTERRUPTED, await(process));
    String last = err().get(err().size() - 1);
    Matcher line =
        Pattern.compile("cats: interrupted after (\\d+) of 2000000000 iterations; saved .*")
            .matcher(last);
    assertTrue(line.matches(), last);
    assertTrue(last.contains(model.toString()) && last.contains(metrics.toString()), last);
    assertTrue(last.contains(model + " (in place of the older one), " + metrics + ", "), last);
    assertEquals(line.group(1), ModelFile.read(model).metadata().get("iterations"));
    assertTrue(Files.readString(metrics).endsWith("}\n"));
    assertTrue(Files.readString(report).endsWith("</html>\n"));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(out.contains("accuracy"), out);
    // What was saved is what so many iterations give.
    Path same = folder.resolve("same.safetensors");
    Cli.run(
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            line.group(1),
            "--method",
            CatModel.read(model).method(),
            "--backend",
            "reference",
            "--model",
            same)
        .assertDone();
    assertEquals(
        CatModel.digest(CatModel.read(same).network()),
        CatModel.digest(CatModel.read(model).network()));
  }

  @Test
  void controlCWithoutAFileSaysThatNothingIsSaved() throws Exception {
    Process process =
        start(
            List.of(),
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            "2000000000",
            "--backend",
            "reference");
    while (process.isAlive() && err().isEmpty()) {
      Thread.sleep(20);
    }
    interrupt(process);
    assertEquals(INTERRUPTED, await(process));
    String last = err().get(err().size() - 1);
    assertTrue(last.endsWith("iterations; nothing is saved, as no --model was given"), last);
  }

  @Test
  void aReaderThatGoesEarlyIsNoError() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Process process =
        start(
            List.of(),
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            "20",
            "--quiet",
            "--model",
            model);
    process.getInputStream().close();
    assertEquals(0, await(process), () -> "status");
    assertEquals(List.of(), err());
    assertTrue(Files.exists(model));
  }

  @Test
  void predictEndsWhenNobodyReads() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Cli.run("train", "--data", data, "--layers", "3", "--iterations", "2", "--model", model)
        .assertDone();
    List<Object> args = new ArrayList<>(List.of("predict", "--quiet", "--model", model));
    for (int i = 0; i < 65; i++) { // the next batch is not begun
      args.add(Files.write(folder.resolve(i + ".png"), Png.encode(new byte[12], 2, 2)));
    }
    args.add(folder.resolve("none.png"));
    Process process = start(List.of(), args.toArray());
    process.getInputStream().close();
    assertEquals(0, await(process), () -> "status");
    assertEquals(List.of(), err());
  }

  @Test
  void aFullDiskIsOne() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: there is no /dev/full");
    Path model = folder.resolve("m.safetensors");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Cats.class.getName(),
                "train",
                "--data",
                data.toString(),
                "--layers",
                "3",
                "--iterations",
                "2",
                "--quiet",
                "--backend",
                "reference",
                "--model",
                model.toString())
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    started.add(process);
    assertEquals(1, await(process));
    assertEquals(1, err().size(), err().toString());
    assertTrue(err().get(0).contains("No space left on device"), err().get(0));
    assertTrue(err().get(0).contains("files that were asked for are saved"), err().get(0));
    assertTrue(Files.exists(model));
  }

  @Test
  void aPlainTrainingLoadsNothingOfReportAndServer() throws Exception {
    Path log = folder.resolve("classes");
    Process process =
        start(
            List.of("-Xlog:class+load:file=" + log),
            "train",
            "--data",
            data,
            "--layers",
            "3",
            "--iterations",
            "2",
            "--model",
            folder.resolve("m"),
            "--metrics",
            folder.resolve("j"));
    assertEquals(0, await(process), () -> "status");
    List<String> loaded = Files.readAllLines(log);
    assertTrue(loaded.stream().anyMatch(line -> line.contains("dev.serval.examples.cats.Cats ")));
    for (String line : loaded) {
      assertFalse(
          line.matches(".*(examples\\.cats\\.(report|serve)\\.|httpserver|AutoComplete).*"), line);
    }
  }

  @Test
  void theBareCallLeavesAReportBesideItself() throws Exception {
    assertEquals(0, await(start(List.of())));
    Path report = folder.resolve("report.html");
    assertTrue(Files.readString(report).contains("built-in drawings"));
    Process again = start(List.of());
    String out = new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, await(again));
    assertTrue(out.contains("report.html (in place of that of an earlier run)"), out);
    Files.writeString(report, "mine");
    assertEquals(0, await(start(List.of())));
    assertEquals("mine", Files.readString(report));
  }

  @Test
  void aPipeGetsNoPictures() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Cli.run("train", "--data", data, "--layers", "3", "--iterations", "2", "--model", model)
        .assertDone();
    Path photo = Files.write(folder.resolve("photo.png"), Png.encode(new byte[12], 2, 2));
    Process process = start(List.of(), "predict", "--model", model, photo);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, await(process), out);
    assertTrue(out.startsWith(photo + "  "), out);
    assertEquals(1, out.lines().count(), out);
  }

  @Test
  void serveSaysWhereAnswersAndEndsWithControlC() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Cli.run("train", "--data", data, "--layers", "3", "--iterations", "2", "--model", model)
        .assertDone();
    Process process = start(List.of(), "serve", "--model", model, "--port", "0");
    BufferedReader out = process.inputReader();
    String address = String.valueOf(out.readLine());
    assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+/"), address);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest page = HttpRequest.newBuilder(URI.create(address)).build();
      assertEquals(200, client.send(page, BodyHandlers.ofString()).statusCode());
    }
    interrupt(process);
    assertEquals(INTERRUPTED, await(process));
    assertNull(out.readLine());
    assertFalse(String.join("\n", err()).contains("Exception"), err().toString());
  }

  @Test
  void serveRefusesWhatItCannotServe() throws Exception {
    Path model = folder.resolve("m.safetensors");
    Cli.run("train", "--data", data, "--layers", "3", "--iterations", "2", "--model", model)
        .assertDone();
    try (ServerSocket taken =
        new ServerSocket(0, 1, java.net.InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Cli.run("serve", "--model", model, "--port", taken.getLocalPort())
          .assertRefused("--port %d: is taken".formatted(taken.getLocalPort()));
    }
    Cli.run("serve", "--model", model, "--port", "65536").assertRefused("must be from 0 to 65535");
    Cli.run("serve", "--model", folder.resolve("none")).assertRefused("does not exist");
    Cli.run("serve").assertWrongUsage("--model");
    Cli.run("serve", "--model", model, "--port", "x").assertWrongUsage("--port");
  }
}
