// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.testing.Repository;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two rules on the code of this module without which C2 may allocate vectors, for good and only in
 * some virtual machines, so that a test that counts bytes sees it one time in ten.
 */
class VectorsStayInRegistersTest {

  private static final Path SOURCES = Repository.root().resolve("simd/src/main/java");
  private static final Pattern OF_ONE_WIDTH = Pattern.compile("\\bSPECIES_(?!PREFERRED\\b)\\w+");
  private static final String VECTOR_API = "jdk.incubator.vector";

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java") && !file.endsWith("package-info.java"))
          .toList();
    }
  }

  /** A call that C2 decides not to inline takes and returns objects. */
  @Test
  void noMethodTakesOrReturnsAVector() throws IOException, ClassNotFoundException {
    List<String> found = new ArrayList<>();
    List<Path> sources = sources();
    assertTrue(sources.size() > 50, "only " + sources.size() + " sources in " + SOURCES);
    for (Path source : sources) {
      String path = SOURCES.relativize(source).toString();
      Class<?> type =
          Class.forName(
              path.substring(0, path.length() - ".java".length())
                  .replace('/', '.')
                  .replace('\\', '.'),
              false,
              VectorBackend.class.getClassLoader());
      for (Method method : type.getDeclaredMethods()) {
        Stream<Class<?>> types =
            Stream.concat(
                Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()));
        if (types.anyMatch(VectorsStayInRegistersTest::isVectorOrMask)) {
          found.add(method.toString());
        }
      }
    }
    assertEquals(List.of(), found);
  }

  private static boolean isVectorOrMask(Class<?> type) {
    return type.getName().startsWith(VECTOR_API)
        && (type.getSimpleName().endsWith("Vector") || type.getSimpleName().endsWith("VectorMask"));
  }

  /**
   * The Vector API's methods are shared by vectors of all widths: where their profile has seen two,
   * C2 no longer knows which one a vector has. Seen: 80 bytes for each of some stores in 5 of 10
   * virtual machines, when transposition took 256 bits on a machine of 512.
   */
  @Test
  void allVectorsHaveThePreferredWidth() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      OF_ONE_WIDTH
          .matcher(Files.readString(source))
          .results()
          .forEach(match -> found.add(source.getFileName() + ": " + match.group()));
    }
    assertEquals(List.of(), found);
  }
}
