// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.Repository;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's library example compiles and does what it says. */
class ReadmeTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```java\n(.*?public class (\\w+).*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void theLibraryExampleLearnsXor() throws Exception {
    Matcher readme = EXAMPLE.matcher(Files.readString(Repository.root().resolve("README.md")));
    assertTrue(readme.find(), "README.md has no Java example");
    assertTrue(readme.group(1).lines().count() <= 16, "the example has grown");
    Path source = directory.resolve(readme.group(2) + ".java");
    Files.writeString(source, readme.group(1));

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-d", directory.toString()),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();
    assertTrue(compiled, messages::toString);

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass(readme.group(2))
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    assertEquals("accuracy 1.0", printed.toString(StandardCharsets.UTF_8).strip());
  }
}
