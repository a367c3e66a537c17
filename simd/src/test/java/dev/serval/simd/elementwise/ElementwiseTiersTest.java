// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits in the interpreter, under C1 and C2, and at every width. */
class ElementwiseTiersTest {

  /** Enough for C2 to have compiled the loops. */
  private static final int HOT = 1500;

  @Test
  void compiledCodeKeepsTheFirstRunsBits() throws NoSuchAlgorithmException {
    assertEquals(ElementwiseDigest.compute(1), ElementwiseDigest.compute(HOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:MaxVectorSize=16",
        "-XX:MaxVectorSize=32",
        "-XX:UseAVX=2"
      })
  void anotherJvmHasTheSameBits(String flag)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    // The flag of another processor family is no reason to fail.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add(flag);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ElementwiseDigest.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running");
    String last = output.lines().reduce("", (first, second) -> second);
    assertEquals(ElementwiseDigest.compute(1), last.substring(last.indexOf(' ') + 1), output);
    if (flag.startsWith("-XX:MaxVectorSize=")) {
      int bits = 8 * Integer.parseInt(flag.substring("-XX:MaxVectorSize=".length()));
      assertTrue(last.startsWith(bits + " "), "another width was used: " + last);
    }
  }
}
