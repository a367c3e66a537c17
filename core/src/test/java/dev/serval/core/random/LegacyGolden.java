// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.random;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What NumPy's legacy generator gives for one seed: lists of numbers by name. */
final class LegacyGolden {

  private final Map<String, String[]> lists = new HashMap<>();

  private LegacyGolden() {}

  /** Reads one golden per seed from numpy_legacy_random.txt. */
  static List<LegacyGolden> all() {
    List<LegacyGolden> all = new ArrayList<>();
    String text = new String(resource("numpy_legacy_random.txt"), StandardCharsets.UTF_8);
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("seed")) {
        all.add(new LegacyGolden());
      }
      all.getLast().lists.put(words[0], Arrays.copyOfRange(words, 1, words.length));
    }
    return all;
  }

  static byte[] resource(String name) {
    try (InputStream in = LegacyGolden.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long seed() {
    return longs("seed")[0];
  }

  long[] longs(String name) {
    return Arrays.stream(list(name)).mapToLong(Long::parseLong).toArray();
  }

  int[] ints(String name) {
    return Arrays.stream(list(name)).mapToInt(Integer::parseInt).toArray();
  }

  double[] doubles(String name) {
    return Arrays.stream(list(name)).mapToDouble(Double::parseDouble).toArray();
  }

  String digest(String name) {
    return list(name)[0];
  }

  private String[] list(String name) {
    return Objects.requireNonNull(lists.get(name), name);
  }

  static String sha256(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return sha256(bytes.array());
  }

  static String sha256(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return sha256(bytes.array());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Names the case in the test report. */
  @Override
  public String toString() {
    return "seed " + seed();
  }
}
