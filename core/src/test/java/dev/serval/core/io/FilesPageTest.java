// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Topology;
import dev.serval.testing.Python;
import dev.serval.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the Python lines of docs/files.md on files that we write. */
class FilesPageTest {

  private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(?:import|from) ([\\w., ]+?)(?: import .*)?$");

  @TempDir private Path directory;

  static List<String> blocks() throws IOException {
    String page = Files.readString(Repository.root().resolve("docs/files.md"));
    return BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void thePagesPythonRuns(String block) throws IOException, InterruptedException {
    List<String> imports =
        IMPORT.matcher(block).results().map((MatchResult line) -> line.group(1)).toList();
    assertTrue(!imports.isEmpty(), block);
    assertTrue(block.lines().count() <= 3, block);
    Python python = Python.with(directory, String.join(", ", imports));
    Network network =
        Network.initialize(Topology.of(12288, 20, 1), Initializer.HE, 1, ElementType.FLOAT64);
    ModelFile model = new ModelFile(network, Map.of("seed", "1"));
    model.write(directory.resolve("model.safetensors"));
    model.writePyTorch(directory.resolve("torch.safetensors"));
    model.writeNpz(directory.resolve("weights.npz"));
    Network rounded = Network.of(network.parameters().copyAs(ElementType.FLOAT32));
    new ModelFile(rounded, model.metadata()).writeOnnx(directory.resolve("model.onnx"), 255);
    assertEquals(List.of(), python.run(block));
  }

  /** What the page says of provenance is what a file has. */
  @Test
  void thePageNamesEveryKeyThatIsWritten() throws IOException {
    String page = Files.readString(Repository.root().resolve("docs/files.md"));
    Network network = Network.initialize(Topology.of(3, 1), Initializer.HE, 1, ElementType.FLOAT64);
    Path file = directory.resolve("model.safetensors");
    new ModelFile(network, Map.of()).write(file);
    Stream.concat(
            ModelFile.read(file).metadata().keySet().stream(),
            Stream.of("seed", "init", "dataSha256", "trainAccuracy", "testAccuracy"))
        .forEach(key -> assertTrue(page.contains("`" + key + "`"), key));
  }
}
