// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {

  @TempDir Path folder;

  @Test
  void everyClassOfPicocliIsNewAndPassesTheVerifier(TestReporter reporter)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Path jar =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = folder.resolve("picocli.jar");
    NewerClasses.main(new String[] {jar.toString(), copy.toString()});
    int classes = 0;
    try (JarFile made = new JarFile(copy.toFile());
        JarFile original = new JarFile(jar.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {copy.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (JarEntry entry : Collections.list(made.entries())) {
        String name = entry.getName();
        if (!name.endsWith(".class") || name.startsWith("META-INF/")) {
          continue;
        }
        byte[] bytes = made.getInputStream(entry).readAllBytes();
        assertEquals(ClassFile.JAVA_7_VERSION, ClassFile.of().parse(bytes).majorVersion(), name);
        if (!name.contains("groovy")) { // asks for Groovy
          // Links, and so verifies, too.
          Class.forName(name.replace(".class", "").replace('/', '.'), true, loader);
        }
        classes++;
      }
      assertEquals(original.size(), made.size());
    }
    assertTrue(classes > 100, classes + " classes");
    reporter.publishEntry("classes made newer", Integer.toString(classes));
    assertTrue(Files.notExists(folder.resolve("picocli.jar.new")));
  }
}
