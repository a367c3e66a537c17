// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.JavaPage;
import dev.serval.testing.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's library example compiles and does what it says. */
class ReadmeTest {

  @TempDir private Path directory;

  @Test
  void theLibraryExampleLearnsXor() throws Exception {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    JavaPage page = JavaPage.compile(readme, directory);
    assertTrue(page.source("Xor").text().lines().count() <= 16, "the example has grown");
    assertEquals("accuracy 1.0", page.run("Xor", directory).strip());
  }
}
