// SPDX-License-Identifier: Apache-2.0
package dev.serval.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.simd.gemm.GemmPlan.Access;
import dev.serval.simd.gemm.GemmPlan.Method;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of plan that a test has met: all that a plan says but sizes and blocks, such as
 * "transposed tiles, A packed, B in place, by rows". A test of products proves something of the
 * kinds it meets only, and which those are the planner decides.
 */
final class PlanKinds {

  private static final Pattern LINE =
      Pattern.compile(
          "gemm \\w+ (transposed )?[0-9×]+: (tiles|by column|dots)(?: up to .*)?"
              + "(, A [a-z ]+, B [a-z ]+), (on the caller's thread|in \\d+ parts by (\\w+))"
              + "(, lanes along \\w+(?: in two streams)?)?(?:, tiles \\[.*)?");

  private static final String ALONE = "on the caller's thread";

  private final Set<String> met = new TreeSet<>();

  /** Notes the kind of a plan, given as it prints itself. Plain loops have no plan. */
  void meet(String line) {
    if (line.startsWith("plain ")) {
      return;
    }
    Matcher words = LINE.matcher(line);
    assertTrue(words.matches(), () -> "not the line of a plan: " + line);
    String split = words.group(5) == null ? ALONE : "by " + words.group(5);
    String how = orNothing(words, 1) + words.group(2) + words.group(3);
    met.add(how + ", " + split + orNothing(words, 6));
  }

  private static String orNothing(Matcher words, int group) {
    return Objects.requireNonNullElse(words.group(group), "");
  }

  /** Fails if one of these kinds was never met, or one that is in no list here. */
  void assertMet(Set<String> demanded, long seed) {
    Set<String> missing = new TreeSet<>(demanded);
    missing.removeAll(met);
    assertEquals(Set.of(), missing, "never met; reproduce with -Dserval.seed=" + seed);
    Set<String> strangers = new TreeSet<>(met);
    for (Method method : Method.values()) {
      strangers.removeAll(of(method, false));
      strangers.removeAll(of(method, true));
    }
    assertEquals(Set.of(), strangers, "kinds of plan that no test demands");
  }

  /** Returns every kind of plan that computes C, or its transpose, in this way. */
  static Set<String> of(Method method, boolean transposed) {
    Set<String> kinds = new TreeSet<>();
    String name = (transposed ? "transposed " : "") + word(method);
    switch (method) {
      case TILES -> {
        // What is prepared has its place, left or right, and is never transposed.
        for (Access a : List.of(Access.PACKED, Access.PREPARED)) {
          for (Access b : Access.values()) {
            if (!transposed || (a != Access.PREPARED && b != Access.PREPARED)) {
              for (String split : List.of(ALONE, "by rows", "by columns")) {
                kinds.add(name + places(a, b) + split);
              }
            }
          }
        }
      }
      case BY_COLUMN -> {
        if (!transposed) {
          for (String split : List.of(ALONE, "by rows")) {
            for (String lanes : List.of("rows", "rows in two streams", "segments")) {
              String places = places(Access.PREPARED, Access.IN_PLACE);
              kinds.add(name + places + split + ", lanes along " + lanes);
            }
          }
        }
      }
      case DOTS -> kinds.add(name + places(Access.IN_PLACE, Access.IN_PLACE) + ALONE);
    }
    return kinds;
  }

  private static String places(Access a, Access b) {
    return ", A " + word(a) + ", B " + word(b) + ", ";
  }

  private static String word(Enum<?> constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
