// SPDX-License-Identifier: Apache-2.0
package dev.serval.core.io;

import dev.serval.core.matrix.ElementType;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a NumPy array says, checked: its elements are as many bytes as follow it.
 *
 * @param fortran whether columns are stored one after the other
 */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, int rank, int rows, int cols) {

  private static final String AS_FLOATS = "save numbers: a.astype('<f8')";

  /** One member of the dictionary; its parts exclude each other, so that nothing backtracks. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\s*+['\"](\\w++)['\"]\\s*+:\\s*+(['\"][^'\"]*+['\"]|True|False|\\([\\d\\s,L]*+\\)|\\[)");

  /** {@code (3,)} or {@code (3, 4)}; Python 2 wrote {@code (3L, 4L)}. */
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*+(\\d++)L?+\\s*+,(?:\\s*+(\\d++)L?+\\s*+,?+)?\\s*+\\)");

  /**
   * Reads a header.
   *
   * @param bytes the dictionary
   * @param dataBytes how many bytes follow it
   */
  static NpyHeader parse(byte[] bytes, long dataBytes) throws MalformedException {
    Map<String, String> members = members(new String(bytes, StandardCharsets.ISO_8859_1));
    String descr = members.getOrDefault("descr", "");
    if (descr.equals("[")) {
      throw new MalformedException("holds records (a structured dtype)", AS_FLOATS);
    }
    descr = descr.substring(1, Math.max(1, descr.length() - 1));
    if (descr.startsWith("|O") || descr.startsWith("O")) {
      throw new MalformedException("holds Python objects, a pickle", AS_FLOATS);
    }
    if (!descr.equals("<f4")
        && !descr.equals("<f8")
        && !descr.equals(">f4")
        && !descr.equals(">f8")) {
      throw new MalformedException(
          "has dtype %s, and only <f4, <f8, >f4 and >f8 are read".formatted(OneLine.quoted(descr)),
          AS_FLOATS);
    }
    ElementType type = descr.endsWith("4") ? ElementType.FLOAT32 : ElementType.FLOAT64;
    ByteOrder order = descr.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    String shape = members.getOrDefault("shape", "");
    Matcher sizes = SHAPE.matcher(shape);
    if (!sizes.matches()) {
      throw new MalformedException(
          "has shape " + OneLine.quoted(shape) + ", neither a vector nor a matrix",
          "save a matrix: a.reshape(len(a), -1)");
    }
    boolean vector = sizes.group(2) == null;
    long rows = size(sizes.group(1));
    long cols = vector ? 1 : size(sizes.group(2));
    // Both are below 2^31, so their product fits; its bytes may not.
    if (dataBytes % type.bytes() != 0 || rows * cols != dataBytes / type.bytes()) {
      throw new MalformedException(
          "has shape %s of %d-byte elements, but %d bytes of them"
              .formatted(OneLine.quoted(shape), type.bytes(), dataBytes));
    }
    if (rows * cols > Safetensors.MAX_ELEMENTS) {
      throw new MalformedException(
          "has shape %s, more than one matrix of this library holds"
              .formatted(OneLine.quoted(shape)),
          "split it");
    }
    // Without elements, or in one column, there is nothing to reorder.
    boolean fortran = "True".equals(members.get("fortran_order")) && !vector && rows * cols > 0;
    return new NpyHeader(type, order, fortran, vector ? 1 : 2, (int) rows, (int) cols);
  }

  private static long size(String digits) throws MalformedException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new MalformedException(
          "has a size %s in its shape, more than one matrix of this library holds"
              .formatted(OneLine.quoted(digits)),
          "split it");
    }
  }

  private static Map<String, String> members(String text) throws MalformedException {
    String dictionary = text.strip();
    Map<String, String> members = new HashMap<>();
    if (dictionary.startsWith("{")) {
      Matcher member = MEMBER.matcher(dictionary);
      int at = 1;
      while (member.region(at, dictionary.length()).lookingAt()) {
        boolean twice = members.put(member.group(1), member.group(2)) != null;
        at = member.end();
        if (twice) {
          break;
        }
        if (member.group(2).equals("[") && member.group(1).equals("descr")) {
          return members; // refused by the caller; what follows need not be understood
        }
        while (at < dictionary.length() && " ,".indexOf(dictionary.charAt(at)) >= 0) {
          at++;
        }
        if (at == dictionary.length() - 1
            && dictionary.charAt(at) == '}'
            && members.size() == 3
            && members.containsKey("descr")
            && members.containsKey("shape")
            && List.of("True", "False").contains(members.getOrDefault("fortran_order", ""))) {
          return members;
        }
      }
    }
    throw new MalformedException(
        "has a NumPy header that is not {'descr': …, 'fortran_order': …, 'shape': …}: "
            + OneLine.quoted(dictionary));
  }
}
