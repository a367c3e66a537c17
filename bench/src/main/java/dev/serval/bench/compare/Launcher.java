// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Starts the processes of contenders.
 *
 * @param target where the build put classes, {@code lib} and {@code lib-nd4j}
 * @param python directory of the Python peers
 * @param work where inputs, results and logs go
 */
record Launcher(Path target, Path python, Path work) {

  /** Milliseconds that Intel's threads spin after a product; by default they would spin into us. */
  private static final String BLOCK_TIME_MILLIS = "5";

  /** Starts ours. */
  ChildProcess serval(int threads, String... flags) throws IOException, ChildException {
    return new ChildProcess(
        "Serval-" + threads,
        java(classPath(jar -> false, List.of()), Serval.class.getName(), threads, flags),
        Map.of(),
        work.resolve("logs"));
  }

  /**
   * Starts ours as the launch script of the examples does: with what {@link #recorder} recorded.
   */
  ChildProcess quickServal(int threads) throws IOException, ChildException {
    return serval(threads, "-XX:+UseSerialGC", "-Xlog:aot=off", "-XX:AOTCache=" + cache());
  }

  /** Starts ours recording the cache of classes, which it writes when it ends. */
  ChildProcess recorder(int threads) throws IOException, ChildException {
    Files.deleteIfExists(cache());
    return serval(threads, "-XX:+UseSerialGC", "-Xlog:aot=off", "-XX:AOTCacheOutput=" + cache());
  }

  private Path cache() {
    return work.resolve("serval.aot");
  }

  /** Starts a peer beside ours on so many threads. */
  ChildProcess peer(Peer peer, int beside) throws IOException, ChildException {
    int threads = peer.threadsBeside(beside);
    List<String> command =
        peer == Peer.NUMPY
            ? List.of("python3", python.resolve("numpy_peer.py").toString(), inputs().toString())
            : java(classPath(peer::needs, own(peer)), peer.className(), threads);
    return new ChildProcess(
        peer.label() + "-" + threads, command, environment(threads), work.resolve("logs"));
  }

  /** Returns the directory of {@link NetInputs}. */
  Path inputs() {
    return work.resolve("inputs");
  }

  private List<Path> own(Peer peer) {
    return peer == Peer.DL4J ? List.of(target.resolve("lib-nd4j")) : List.of();
  }

  private static Map<String, String> environment(int threads) {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      environment.put(name, String.valueOf(threads));
    }
    environment.put("KMP_BLOCKTIME", BLOCK_TIME_MILLIS);
    return environment;
  }

  private List<String> java(String classPath, String contender, int threads, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    // Netty-era libraries (Nd4j) reach for memory addresses of buffers.
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("-D" + NetInputs.DIRECTORY + "=" + inputs());
    command.add("-DDJL_CACHE_DIR=" + work.resolve("djl"));
    command.add("-Dai.djl.offline=true");
    command.add("-Dai.djl.pytorch.num_threads=" + threads);
    command.add("-Dai.djl.pytorch.num_interop_threads=1");
    // Natives are unpacked once; those of ND4J have the names but not the version of the others.
    String cache = contender.equals(Peer.DL4J.className()) ? "javacpp-nd4j" : "javacpp";
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + work.resolve(cache));
    command.add("-cp");
    command.add(classPath);
    command.add(Child.class.getName());
    command.add(contender);
    command.add(String.valueOf(threads));
    return command;
  }

  private String classPath(Predicate<String> needed, List<Path> first) throws IOException {
    List<String> entries = new ArrayList<>();
    entries.add(target.resolve("classes").toString());
    for (Path directory : first) {
      entries.addAll(jars(directory, jar -> true));
    }
    entries.addAll(
        jars(target.resolve("lib"), jar -> jar.startsWith("serval-") || needed.test(jar)));
    return String.join(File.pathSeparator, entries);
  }

  private static List<String> jars(Path directory, Predicate<String> needed) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> needed.test(file.getFileName().toString()))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
