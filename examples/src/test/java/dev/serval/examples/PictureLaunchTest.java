// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.serval.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ImageIO's plug-ins as the script starts them: found when a picture needs them, and not loaded
 * before.
 */
class PictureLaunchTest {

  private static final int TIMEOUT_MINUTES = 5;

  /** The JVM says what it loads on standard output. */
  private static final String LOADED = "[class,load]";

  private static final String PLUGINS = "com.twelvemonkeys.";
  private static final String IMAGE_IO = "javax.imageio.";

  @TempDir Path folder;

  private List<String> launch(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    assumeFalse(
        System.getProperty("os.name").startsWith("Windows"),
        "skipped: the launch scripts are bash");
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("examples/cats").toString());
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), () -> "see " + err);
    return Files.readAllLines(out);
  }

  private String resource(String path) throws IOException {
    Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
    try (InputStream in =
        Objects.requireNonNull(PictureLaunchTest.class.getResourceAsStream(path), path)) {
      Files.write(file, in.readAllBytes());
    }
    return file.toString();
  }

  @Test
  void webpIsReadAndHdf5LoadsNoImageReader() throws IOException, InterruptedException {
    String pictures = resource("/hdf5/contiguous.h5");
    // With a collector named, the script takes no cache of classes, which would hide what is used.
    Map<String, String> telling =
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load=info:stdout -XX:+UseSerialGC");
    List<String> training =
        launch(
            telling,
            "train",
            "--train",
            pictures,
            "--test",
            pictures,
            "--layers",
            "",
            "--iterations",
            "1",
            "--model",
            "m.safetensors");
    assertTrue(training.stream().anyMatch(line -> line.contains(LOADED)), "nothing logged");
    List<String> needless =
        training.stream()
            .filter(line -> line.contains(LOADED))
            .filter(line -> line.contains(PLUGINS) || line.contains(IMAGE_IO))
            .toList();
    assertEquals(List.of(), needless);

    List<String> answers =
        launch(
            Map.of(),
            "predict",
            "--model",
            "m.safetensors",
            resource("/photos/alpha.webp"),
            resource("/photos/lossy.webp"),
            resource("/photos/cmyk.jpg"));
    assertEquals(3, answers.size(), answers.toString());
    assertTrue(answers.get(0).contains("alpha.webp  "), answers.toString());
  }
}
